package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Logs;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The {@code log} subresource of pods. */
final class PodLogs {
    private final Store store;
    private final Logs logs;

    PodLogs(Store store, Logs logs) {
        this.store = store;
        this.logs = logs;
    }

    private static String container(ObjectNode pod, Query query) {
        List<String> names = new ArrayList<>();
        pod.path("spec")
                .path("containers")
                .forEach(each -> names.add(each.path("name").asText()));
        String asked = query.text("container");
        String name = asked.isEmpty() && names.size() == 1 ? names.get(0) : asked;
        if (name.isEmpty()) {
            throw Failures.badRequest("a container name must be specified for pod %s, choose one of: %s"
                    .formatted(Json.name(pod), names));
        }
        if (!names.contains(name)) {
            throw Failures.badRequest("container %s is not valid for pod %s".formatted(name, Json.name(pod)));
        }
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            String reason = status.path("state").path("waiting").path("reason").asText("");
            boolean never = status.path("restartCount").asInt() == 0 && !reason.isEmpty();
            if (status.path("name").asText().equals(name) && never) {
                boolean pull = reason.contains("Pull") || reason.equals("InvalidImageName");
                throw Failures.badRequest("container \"%s\" in pod \"%s\" is waiting to start: %s"
                        .formatted(name, Json.name(pod), pull ? "trying and failing to pull image" : reason));
            }
        }
        return name;
    }

    private static String show(Logs.Line line, Query query) {
        return (query.flag("timestamps") ? line.time() + " " : "") + line.text() + "\n";
    }

    Answer answer(ObjectNode pod, Query query) {
        List<Logs.Line> lines = lines(pod, container(pod, query), query.flag("previous"));
        int tail = query.text("tailLines").isEmpty() ? lines.size() : (int) query.number("tailLines");
        StringBuilder text = new StringBuilder();
        lines.subList(Math.max(0, lines.size() - tail), lines.size()).forEach(line -> text.append(show(line, query)));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        int limit = query.text("limitBytes").isEmpty() ? bytes.length : (int) query.number("limitBytes");
        return Answer.plain(new String(bytes, 0, Math.min(limit, bytes.length), StandardCharsets.UTF_8));
    }

    private List<Logs.Line> lines(ObjectNode pod, String container, boolean previous) {
        return previous
                ? logs.previous(Json.uid(pod), container)
                        .orElseThrow(
                                () -> Failures.badRequest("previous terminated container \"%s\" in pod \"%s\" not found"
                                        .formatted(container, Json.name(pod))))
                : logs.of(Json.uid(pod), container);
    }

    /** Ends when the pod does. */
    void follow(ObjectNode pod, Query query, Sink sink) {
        Runnable lines = logs.follow(Json.uid(pod), container(pod, query), line -> sink.send(show(line, query)));
        Runnable end = store.watch("pods", 0, event -> {
            boolean gone =
                    event.type().equals("DELETED") && Json.uid(event.object()).equals(Json.uid(pod));
            if (gone) {
                sink.end();
            }
        });
        sink.onGone(() -> {
            lines.run();
            end.run();
        });
    }
}
