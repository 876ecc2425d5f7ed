package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code kubernetes/pkg/printers} makes of an object's fields. */
final class Cells {
    private static final String NONE = "<none>";

    private Cells() {}

    static String text(JsonNode object, String pointer) {
        return object.at(pointer).asText("");
    }

    static String orNone(String text) {
        return text.isEmpty() ? NONE : text;
    }

    static String count(JsonNode object, String pointer) {
        return Integer.toString(object.at(pointer).asInt());
    }

    static String age(JsonNode object) {
        return since(text(object, "/metadata/creationTimestamp"));
    }

    static String since(String time) {
        return time.isEmpty() ? "<unknown>" : human(Duration.between(Instant.parse(time), Instant.now()));
    }

    /** As {@code duration.HumanDuration}. */
    static String human(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        if (minutes < 10) {
            return seconds % 60 == 0 ? minutes + "m" : minutes + "m" + seconds % 60 + "s";
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        long hours = minutes / 60;
        return hours < 48 ? hours + "h" : hours / 24 + "d";
    }

    static String pairs(JsonNode map) {
        List<String> pairs = new ArrayList<>();
        Json.texts(map).forEach((key, value) -> pairs.add(key + "=" + value));
        return orNone(String.join(",", pairs));
    }

    static String selector(JsonNode selector) {
        List<String> terms = new ArrayList<>();
        if (!selector.path("matchLabels").isEmpty()) {
            terms.add(pairs(selector.path("matchLabels")));
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            terms.add("%s %s (%s)"
                    .formatted(
                            expression.path("key").asText(),
                            expression.path("operator").asText().toLowerCase(Locale.ROOT),
                            joined(expression.path("values"), "")));
        }
        return orNone(String.join(",", terms));
    }

    /** A field of each item, or the items themselves. */
    static String joined(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(item ->
                texts.add(field.isEmpty() ? item.asText() : item.path(field).asText()));
        return String.join(",", texts);
    }

    static String containers(JsonNode object, String field) {
        return joined(object.at("/spec/template/spec/containers"), field);
    }

    static String podReady(JsonNode pod) {
        int ready = 0;
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            ready += status.path("ready").asBoolean() ? 1 : 0;
        }
        return ready + "/" + pod.path("spec").path("containers").size();
    }

    /** The one word that says how a pod is. */
    static String podStatus(JsonNode pod) {
        String reason = pod.path("status")
                .path("reason")
                .asText(pod.path("status").path("phase").asText());
        if (text(Json.condition(pod, "PodScheduled"), "/reason").equals("SchedulingGated")) {
            reason = "SchedulingGated";
        }
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            JsonNode state = status.path("state");
            String waiting = state.path("waiting").path("reason").asText("");
            String ended = state.path("terminated").path("reason").asText("");
            reason = !waiting.isEmpty() ? waiting : !ended.isEmpty() ? ended : reason;
        }
        return Json.terminating(pod) ? "Terminating" : reason;
    }

    static String restarts(JsonNode pod) {
        int count = 0;
        String last = "";
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            count += status.path("restartCount").asInt();
            String end = status.path("lastState")
                    .path("terminated")
                    .path("finishedAt")
                    .asText("");
            last = end.compareTo(last) > 0 ? end : last;
        }
        return count == 0 || last.isEmpty() ? Integer.toString(count) : "%d (%s ago)".formatted(count, since(last));
    }

    static String externalIp(JsonNode service) {
        return switch (text(service, "/spec/type")) {
            case "LoadBalancer" -> {
                String ingress = joined(service.at("/status/loadBalancer/ingress"), "ip");
                yield ingress.isEmpty() ? "<pending>" : ingress;
            }
            case "ExternalName" -> text(service, "/spec/externalName");
            default -> orNone(joined(service.at("/spec/externalIPs"), ""));
        };
    }

    static String servicePorts(JsonNode service) {
        List<String> ports = new ArrayList<>();
        for (JsonNode port : service.path("spec").path("ports")) {
            String node = port.path("nodePort").asInt() == 0
                    ? ""
                    : ":" + port.path("nodePort").asInt();
            ports.add(port.path("port").asInt() + node + "/"
                    + port.path("protocol").asText());
        }
        return orNone(String.join(",", ports));
    }

    static String some(List<String> all) {
        return all.isEmpty()
                ? NONE
                : all.size() <= 3
                        ? String.join(",", all)
                        : "%s + %d more...".formatted(String.join(",", all.subList(0, 3)), all.size() - 3);
    }

    static String slicePorts(JsonNode slice) {
        List<String> ports = new ArrayList<>();
        slice.path("ports").forEach(port -> ports.add(port.path("port").asText()));
        return ports.isEmpty() ? "<unset>" : some(ports);
    }

    static String sliceEndpoints(JsonNode slice) {
        List<String> addresses = new ArrayList<>();
        slice.path("endpoints")
                .forEach(each -> addresses.add(each.path("addresses").path(0).asText()));
        return addresses.isEmpty() ? "<unset>" : some(addresses);
    }

    static String endpoints(JsonNode endpoints) {
        List<String> addresses = new ArrayList<>();
        for (JsonNode subset : endpoints.path("subsets")) {
            for (JsonNode address : subset.path("addresses")) {
                for (JsonNode port : subset.path("ports")) {
                    addresses.add(address.path("ip").asText() + ":"
                            + port.path("port").asInt());
                }
            }
        }
        return some(addresses);
    }

    static String nodeStatus(JsonNode node) {
        boolean ready = text(Json.condition(node, "Ready"), "/status").equals("True");
        return (ready ? "Ready" : "NotReady")
                + (node.at("/spec/unschedulable").asBoolean() ? ",SchedulingDisabled" : "");
    }

    static String eventObject(JsonNode event) {
        JsonNode object = event.path("involvedObject");
        return object.path("kind").asText().toLowerCase(Locale.ROOT) + "/"
                + object.path("name").asText();
    }

    static String subjects(JsonNode binding, String kind) {
        List<String> names = new ArrayList<>();
        for (JsonNode subject : binding.path("subjects")) {
            if (subject.path("kind").asText().equals(kind)) {
                String namespace = subject.path("namespace").asText("");
                names.add((namespace.isEmpty() ? "" : namespace + "/")
                        + subject.path("name").asText());
            }
        }
        return String.join(", ", names);
    }

    static String scaleTargets(JsonNode autoscaler) {
        List<String> targets = new ArrayList<>();
        for (JsonNode metric : autoscaler.at("/spec/metrics")) {
            JsonNode resource = metric.path("resource");
            targets.add("%s: <unknown>/%s%%"
                    .formatted(
                            resource.path("name").asText(),
                            resource.path("target").path("averageUtilization").asText()));
        }
        return orNone(String.join(", ", targets));
    }
}
