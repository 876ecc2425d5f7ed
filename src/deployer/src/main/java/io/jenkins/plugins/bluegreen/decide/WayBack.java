package io.jenkins.plugins.bluegreen.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The exact commands that lead back, for a person, when a run could not confirm that it did. */
final class WayBack {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WayBack() {}

    static Outcome.Failed notConfirmed(Situation s, String reason) {
        return new Outcome.Failed(
                reason,
                Outcome.Failed.State.NOT_CONFIRMED,
                commands(s),
                s.facts.diagnosis().orElse(List.of()));
    }

    private static List<String> commands(Situation s) {
        List<String> commands = new ArrayList<>();
        String namespace = s.request.namespace();
        s.services().forEach(service -> {
            commands.add("kubectl -n %s get service %s -o yaml".formatted(namespace, service.name()));
            service.record()
                    .ifPresent(record -> commands.add(
                            "kubectl -n %s patch service %s --type=json -p '[{\"op\":\"replace\",\"path\":\"/spec/selector\",\"value\":%s},{\"op\":\"remove\",\"path\":\"/metadata/annotations/%s\"},{\"op\":\"remove\",\"path\":\"/metadata/labels/%s\"}]'"
                                    .formatted(
                                            namespace,
                                            service.name(),
                                            json(s.ownerSelector(service)),
                                            pointer(Keys.CUTOVER),
                                            pointer(Keys.CUTOVER))));
        });
        commands.add("bluegreen status -n %s --service %s"
                .formatted(namespace, String.join(" --service ", s.request.services())));
        return commands;
    }

    private static String pointer(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static String json(Map<String, String> selector) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(selector));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A selector must be writable as JSON", e);
        }
    }
}
