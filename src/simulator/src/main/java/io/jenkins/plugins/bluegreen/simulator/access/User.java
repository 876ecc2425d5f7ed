package io.jenkins.plugins.bluegreen.simulator.access;

import java.util.Set;

/**
 * Who makes a request.
 *
 * @param name as bindings name it
 * @param groups that the user is in
 */
public record User(String name, Set<String> groups) {
    /** Whoever brings no token. */
    public static final User ANONYMOUS = new User("system:anonymous", Set.of("system:unauthenticated"));

    /** Keeps its own copy of the groups. */
    public User {
        groups = Set.copyOf(groups);
    }

    /** Whether every request is allowed. */
    public boolean isAdmin() {
        return groups.contains("system:masters");
    }

    /** Someone with a token and no rights but those that bindings give. */
    public static User named(String name) {
        return new User(name, Set.of("system:authenticated"));
    }

    /** A ServiceAccount. */
    public static User serviceAccount(String namespace, String name) {
        return new User(
                "system:serviceaccount:%s:%s".formatted(namespace, name),
                Set.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated"));
    }
}
