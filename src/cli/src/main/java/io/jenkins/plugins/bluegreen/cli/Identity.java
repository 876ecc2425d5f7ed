package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.decide.Request;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** Says who asks, so that others can be told who holds a lock. */
final class Identity {
    private Identity() {}

    static Request.Run fresh() {
        return new Request.Run(
                "bluegreen-" + UUID.randomUUID(),
                "the command line of %s on %s, process %d"
                        .formatted(
                                System.getProperty("user.name"),
                                host(),
                                ProcessHandle.current().pid()));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a host without a name";
        }
    }
}
