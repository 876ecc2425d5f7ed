package io.jenkins.plugins.bluegreen.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The annotation by which Spinnaker names the Services of a workload: {@code ["service demo-service"]}. */
final class LoadBalancers {
    /** Key of the annotation. */
    static final String KEY = "traffic.spinnaker.io/load-balancers";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICE = "service ";

    private LoadBalancers() {}

    static List<String> read(Map<String, String> annotations, List<Problem> problems) {
        String value = annotations.get(KEY);
        if (value == null || value.isBlank()) {
            return List.of();
        }
        List<String> services = new ArrayList<>();
        for (JsonNode element : list(value)) {
            String entry = element.isTextual() ? element.textValue().strip() : "";
            String name = entry.startsWith(SERVICE)
                    ? entry.substring(SERVICE.length()).strip()
                    : entry;
            if (!Names.isLabel(name)) {
                problems.add(problem());
                return List.of();
            }
            services.add(name);
        }
        if (services.isEmpty() && !value.strip().equals("[]")) {
            problems.add(problem());
        }
        return services.stream().distinct().toList();
    }

    /** The elements; none if it is not a list. */
    private static List<JsonNode> list(String value) {
        try {
            JsonNode parsed = JSON.readTree(value);
            List<JsonNode> elements = new ArrayList<>();
            if (parsed.isArray()) {
                parsed.forEach(elements::add);
            }
            return elements;
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    private static Problem problem() {
        return new Problem(
                "the annotation " + KEY + " must be a JSON list of Services",
                "it is not one",
                "write it such as [\"service demo-service\"]");
    }
}
