package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.decide.Request;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** Says who asks, so that others can be told who holds a lock. */
final class Identity {
    private Identity() {}

    static Request.Run fresh() {
        String user = System.getProperty("user.name");
        long process = ProcessHandle.current().pid();
        String unique = UUID.randomUUID().toString().substring(0, 8);
        return new Request.Run(
                "bluegreen-%s-on-%s-%d-%s".formatted(word(user), word(host()), process, unique),
                "the command line of %s on %s, process %d".formatted(user, host(), process));
    }

    private static String word(String text) {
        return text.replaceAll("[^A-Za-z0-9.]+", "-");
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a host without a name";
        }
    }
}
