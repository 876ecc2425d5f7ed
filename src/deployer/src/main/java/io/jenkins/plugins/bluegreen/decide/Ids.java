package io.jenkins.plugins.bluegreen.decide;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of cutovers: another one for each write that points a Service somewhere. */
final class Ids {
    private Ids() {}

    /**
     * The id of a cutover that begins with a guarded write of this Service: only one write can follow a resource
     * version, so no two cutovers share an id.
     */
    static String cutover(Situation s, ServiceState service) {
        String seed = s.request.run().id() + '\n' + service.uid() + '\n' + service.resourceVersion();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
