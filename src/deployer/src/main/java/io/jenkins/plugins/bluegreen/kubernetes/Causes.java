package io.jenkins.plugins.bluegreen.kubernetes;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says for people why a request had no answer. */
final class Causes {
    private Causes() {}

    static String of(Throwable cause, String server) {
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof UnknownHostException) {
            return "the host of %s is not known".formatted(server);
        }
        if (cause instanceof ConnectException) {
            return "nothing answers at %s".formatted(server);
        }
        if (cause instanceof SSLPeerUnverifiedException) {
            return "the certificate of %s is for another host".formatted(server);
        }
        if (cause instanceof SSLException && (said.contains("PKIX") || said.contains("certificat"))) {
            return "the certificate of %s is not of an authority that is trusted".formatted(server);
        }
        if (cause instanceof SSLException && said.contains("SSL message")) {
            return "%s does not speak TLS".formatted(server);
        }
        if (cause instanceof InterruptedIOException || cause instanceof TimeoutException) {
            return "%s did not answer in time".formatted(server);
        }
        return cause.toString();
    }
}
