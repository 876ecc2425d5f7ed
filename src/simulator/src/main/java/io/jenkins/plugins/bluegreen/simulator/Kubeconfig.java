package io.jenkins.plugins.bluegreen.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes kubeconfigs. */
final class Kubeconfig {
    private Kubeconfig() {}

    static String of(String url, String ca, String token) {
        return """
                apiVersion: v1
                kind: Config
                current-context: embedded
                clusters:
                - name: embedded
                  cluster:
                    server: "SERVER"
                    certificate-authority-data: "AUTHORITY"
                users:
                - name: embedded
                  user:
                    token: "TOKEN"
                contexts:
                - name: embedded
                  context:
                    cluster: embedded
                    user: embedded
                    namespace: default
                """.replace("SERVER", url)
                .replace("AUTHORITY", Base64.getEncoder().encodeToString(ca.getBytes(StandardCharsets.UTF_8)))
                .replace("TOKEN", token);
    }
}
