package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a kubeconfig of a credential may not do. */
class KubeconfigSecurityTest extends UnderAttack {
    private static void kubeconfig(String text) {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new FileCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "kubeconfig",
                        "",
                        "config",
                        SecretBytes.fromRawBytes(text.getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec: {apiVersion: client.authentication.k8s.io/v1, command: touch, args: [MARKER]} | it has exec",
                "auth-provider: {name: gcp, config: {cmd-path: touch, cmd-args: MARKER}} | it has auth-provider",
                "tokenFile: /etc/passwd | it has tokenFile",
                "client-certificate: /etc/passwd | it has client-certificate",
                "client-key: /etc/passwd | it has client-key",
            })
    void aKubeconfigRunsNoProgramAndReadsNoFile(String user, String found) throws Exception {
        Path marker = folder.resolve("marker");
        kubeconfig(demo.cluster()
                .kubeconfig()
                .replace("    token: ", "    " + user.replace("MARKER", "" + marker) + "\n    token: "));

        assertThat(refusal("credentialsId: 'kubeconfig'"))
                .startsWith("The kubeconfig of a credential was read, but " + found + ", which would ");
        assertThat(marker).doesNotExist();
    }

    @Test
    void aKubeconfigReadsNoCertificateAuthorityOfTheController() throws Exception {
        kubeconfig(demo.cluster()
                .kubeconfig()
                .replace("    server: ", "    certificate-authority: /etc/passwd\n    server: "));

        assertThat(refusal("credentialsId: 'kubeconfig'")).contains("it has certificate-authority");
    }

    @ParameterizedTest
    @CsvSource({"server, tls-server-name: other.example", "server, proxy-url: 'http://proxy'", "token, as: admin"})
    void whatAKubeconfigSaysOfTheConnectionIsNotLeftOutSilently(String before, String line) throws Exception {
        kubeconfig(demo.cluster()
                .kubeconfig()
                .replace("    %s: ".formatted(before), "    %s\n    %s: ".formatted(line, before)));

        assertThat(refusal("credentialsId: 'kubeconfig'"))
                .contains("it has %s, which is not supported here".formatted(line.substring(0, line.indexOf(':'))));
    }

    @Test
    void aUserOfTheKubeconfigThatIsNotUsedRunsNothingEither() throws Exception {
        kubeconfig(demo.cluster()
                .kubeconfig()
                .replace("users:", "users:\n- name: other\n  user: {exec: {command: touch}}"));

        assertThat(refusal("credentialsId: 'kubeconfig'")).contains("it has exec");
    }

    @Test
    void aBrokenKubeconfigIsNotQuoted() throws Exception {
        kubeconfig("users: [ {name: me, user: {token: very-secret-token} \n : }");

        assertThat(refusal("credentialsId: 'kubeconfig'"))
                .contains("it is not YAML")
                .doesNotContain("very-secret");
    }
}
