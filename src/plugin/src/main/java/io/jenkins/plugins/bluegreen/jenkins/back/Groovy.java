package io.jenkins.plugins.bluegreen.jenkins.back;

import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Writes the one step of a Pipeline that only rolls back. */
final class Groovy {
    private Groovy() {}

    static String step(RollbackOrder order) {
        ClusterAccess access = order.access();
        List<String> arguments = new ArrayList<>();
        add(arguments, "cluster", access.getCluster());
        add(arguments, "credentialsId", access.getCredentialsId());
        add(arguments, "serverUrl", access.getServerUrl());
        add(arguments, "caCertificate", access.getCaCertificate());
        if (access.isSkipTlsVerify()) {
            arguments.add("skipTlsVerify: true");
        }
        add(arguments, "namespace", order.getNamespace());
        add(arguments, "service", order.getService());
        add(arguments, "workload", order.getWorkload());
        add(arguments, "versionLabel", order.getVersionLabel());
        for (Parameter option : RollbackOrder.OPTIONS) {
            add(arguments, option.key(), order.option(option));
        }
        add(arguments, "to", order.getTo());
        return "blueGreenRollback(" + String.join(", ", arguments) + ")\n";
    }

    private static void add(List<String> arguments, String name, String value) {
        if (!value.isEmpty()) {
            arguments.add(name + ": " + literal(value));
        }
    }

    /**
     * A text as a literal that is this text and nothing else. Backslashes, quotes and control characters are written in
     * octal: Groovy replaces Unicode escapes before it looks for the end of a text, so there must not be any.
     */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("'");
        for (char each : text.toCharArray()) {
            if (each == '\\' || each == '\'' || each < ' ' || each == 0x7f) {
                literal.append("\\%03o".formatted((int) each));
            } else {
                literal.append(each);
            }
        }
        return literal.append('\'').toString();
    }
}
