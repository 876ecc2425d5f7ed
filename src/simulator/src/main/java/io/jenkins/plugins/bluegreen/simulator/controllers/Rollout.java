package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A Deployment with its ReplicaSets as they are seen now, and the numbers of a rolling update.
 *
 * @param deployment it
 * @param current the ReplicaSet of its template, if there is one
 * @param old the others, the oldest first
 */
record Rollout(ObjectNode deployment, Optional<ObjectNode> current, List<ObjectNode> old) {
    static final String HASH = "pod-template-hash";

    static Rollout of(ObjectNode deployment, List<ObjectNode> sets) {
        JsonNode template = bare(deployment);
        List<ObjectNode> byAge = sets.stream()
                .sorted(Comparator.<ObjectNode, String>comparing(set ->
                                set.path("metadata").path("creationTimestamp").asText())
                        .thenComparing(Json::version))
                .toList();
        Optional<ObjectNode> current =
                byAge.stream().filter(set -> bare(set).equals(template)).findFirst();
        return new Rollout(
                deployment,
                current,
                byAge.stream()
                        .filter(set -> current.filter(set::equals).isEmpty())
                        .toList());
    }

    private static JsonNode bare(ObjectNode workload) {
        JsonNode template = workload.path("spec").path("template").deepCopy();
        if (template.path("metadata").path("labels") instanceof ObjectNode labels) {
            labels.remove(HASH);
        }
        return template;
    }

    static int spec(JsonNode workload) {
        return workload.path("spec").path("replicas").asInt();
    }

    static int status(JsonNode workload, String field) {
        return workload.path("status").path(field).asInt();
    }

    int wanted() {
        return spec(deployment);
    }

    List<ObjectNode> all() {
        return current.map(set -> {
                    List<ObjectNode> all = new ArrayList<>(old);
                    all.add(set);
                    return List.copyOf(all);
                })
                .orElse(old);
    }

    int pods() {
        return all().stream().mapToInt(Rollout::spec).sum();
    }

    int sum(String field) {
        return all().stream().mapToInt(set -> status(set, field)).sum();
    }

    boolean rolling() {
        return deployment.path("spec").path("strategy").path("type").asText().equals("RollingUpdate");
    }

    int maxSurge() {
        return rolling() ? share("maxSurge", true) : 0;
    }

    int maxUnavailable() {
        if (!rolling()) {
            return 0;
        }
        int share = share("maxUnavailable", false);
        // Both are rounded to nothing: then one at a time.
        return Math.min(wanted(), share == 0 && share("maxSurge", true) == 0 ? 1 : share);
    }

    private int share(String field, boolean up) {
        String text = deployment
                .path("spec")
                .path("strategy")
                .path("rollingUpdate")
                .path(field)
                .asText("25%");
        if (!text.endsWith("%")) {
            return Integer.parseInt(text);
        }
        double part = Integer.parseInt(text.substring(0, text.length() - 1)) * wanted() / 100.0;
        return (int) (up ? Math.ceil(part) : Math.floor(part));
    }

    /** How many the current ReplicaSet may have now. */
    int roomForCurrent() {
        int has = current.map(Rollout::spec).orElse(0);
        if (!rolling()) {
            return wanted();
        }
        int room = wanted() + maxSurge() - pods();
        return room <= 0 ? has : Math.min(wanted(), has + room);
    }

    boolean complete() {
        return current.isPresent()
                && status(current.get(), "replicas") == wanted()
                && sum("replicas") == wanted()
                && sum("availableReplicas") >= wanted()
                && status(current.get(), "observedGeneration") >= Json.generation(current.get());
    }
}
