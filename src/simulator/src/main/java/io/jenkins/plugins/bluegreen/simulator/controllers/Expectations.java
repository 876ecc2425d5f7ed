package io.jenkins.plugins.bluegreen.simulator.controllers;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a controller has done and its cache has not shown yet: until then it must not do it again. */
final class Expectations {
    private final Map<String, Integer> creations = new HashMap<>();
    private final Map<String, Set<String>> deletions = new HashMap<>();

    void expectCreation(String owner) {
        creations.merge(owner, 1, Integer::sum);
    }

    void expectDeletion(String owner, String uid) {
        deletions.computeIfAbsent(owner, ignored -> new HashSet<>()).add(uid);
    }

    void created(String owner) {
        creations.computeIfPresent(owner, (key, count) -> count > 1 ? count - 1 : null);
    }

    void deleted(String owner, String uid) {
        deletions.computeIfPresent(owner, (key, uids) -> {
            uids.remove(uid);
            return uids.isEmpty() ? null : uids;
        });
    }

    boolean satisfied(String owner) {
        return !creations.containsKey(owner) && !deletions.containsKey(owner);
    }

    void forget(String owner) {
        creations.remove(owner);
        deletions.remove(owner);
    }
}
