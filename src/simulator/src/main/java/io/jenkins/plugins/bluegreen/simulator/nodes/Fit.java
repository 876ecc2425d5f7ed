package io.jenkins.plugins.bluegreen.simulator.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Whether a node can take a pod, and what the scheduler says if not. */
final class Fit {
    private static final Map<String, BigDecimal> UNITS = Map.of(
            "m", new BigDecimal("0.001"),
            "k", BigDecimal.valueOf(1_000),
            "M", BigDecimal.valueOf(1_000_000),
            "G", BigDecimal.valueOf(1_000_000_000),
            "Ki", BigDecimal.valueOf(1L << 10),
            "Mi", BigDecimal.valueOf(1L << 20),
            "Gi", BigDecimal.valueOf(1L << 30),
            "Ti", BigDecimal.valueOf(1L << 40));

    private Fit() {}

    /**
     * What stands against it.
     *
     * @param pods of the node, now
     */
    static Optional<String> problem(ObjectNode node, ObjectNode pod, Iterable<ObjectNode> pods) {
        if (node.path("spec").path("unschedulable").asBoolean()) {
            return Optional.of("node(s) were unschedulable");
        }
        for (JsonNode taint : node.path("spec").path("taints")) {
            if (!taint.path("effect").asText().equals("PreferNoSchedule") && !tolerated(pod, taint)) {
                return Optional.of("node(s) had untolerated taint {%s: %s}"
                        .formatted(
                                taint.path("key").asText(), taint.path("value").asText("")));
            }
        }
        if (!Json.condition(node, "Ready").path("status").asText().equals("True")) {
            return Optional.of("node(s) had untolerated taint {node.kubernetes.io/not-ready: }");
        }
        if (!Json.selects(pod.path("spec").path("nodeSelector"), node)) {
            return Optional.of("node(s) didn't match Pod's node affinity/selector");
        }
        return room(node, pod, pods);
    }

    private static boolean tolerated(ObjectNode pod, JsonNode taint) {
        for (JsonNode toleration : pod.path("spec").path("tolerations")) {
            String key = toleration.path("key").asText("");
            boolean any = toleration.path("operator").asText("Equal").equals("Exists");
            boolean same = any
                    || toleration
                            .path("value")
                            .asText("")
                            .equals(taint.path("value").asText(""));
            if ((key.isEmpty() && any || key.equals(taint.path("key").asText())) && same) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> room(ObjectNode node, ObjectNode pod, Iterable<ObjectNode> pods) {
        BigDecimal cpu = requested(pod, "cpu");
        BigDecimal memory = requested(pod, "memory");
        int count = 1;
        boolean asks = cpu.add(memory).signum() > 0;
        for (ObjectNode each : pods) {
            count++;
            if (!asks) {
                continue;
            }
            cpu = cpu.add(requested(each, "cpu"));
            memory = memory.add(requested(each, "memory"));
        }
        JsonNode has = node.path("status").path("allocatable");
        if (count > has.path("pods").asInt(110)) {
            return Optional.of("Too many pods");
        }
        if (cpu.compareTo(amount(has.path("cpu").asText("0"))) > 0) {
            return Optional.of("Insufficient cpu");
        }
        return memory.compareTo(amount(has.path("memory").asText("0"))) > 0
                ? Optional.of("Insufficient memory")
                : Optional.empty();
    }

    private static BigDecimal requested(JsonNode pod, String resource) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode container : pod.path("spec").path("containers")) {
            String text =
                    container.path("resources").path("requests").path(resource).asText("");
            if (!text.isEmpty()) {
                sum = sum.add(amount(text));
            }
        }
        return sum;
    }

    private static BigDecimal amount(String text) {
        String unit = text.replaceFirst("^[0-9.]+", "");
        BigDecimal number = new BigDecimal(text.substring(0, text.length() - unit.length()));
        return number.multiply(UNITS.getOrDefault(unit, BigDecimal.ONE));
    }
}
