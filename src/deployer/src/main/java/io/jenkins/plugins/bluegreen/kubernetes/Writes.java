package io.jenkins.plugins.bluegreen.kubernetes;

import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Pod;
import io.jenkins.plugins.bluegreen.decide.Release;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bodies of guarded writes. */
final class Writes {
    private Writes() {}

    /** A merge patch of a release's metadata that fails if the release has changed. */
    static Map<String, Object> annotate(Action.Annotate action) {
        Map<String, Object> metadata = guarded(action.release());
        metadata.put("labels", new LinkedHashMap<>(action.labels()));
        metadata.put("annotations", orNull(action.annotations()));
        return Map.of("metadata", metadata);
    }

    /** A merge patch of a release's template labels. */
    static Map<String, Object> relabel(Action.Relabel action) {
        Map<String, Object> metadata = guarded(action.release());
        metadata.put("annotations", orNull(action.annotations()));
        Optional<String> traffic = action.labels().get(Keys.TRAFFIC);
        if (traffic != null && traffic.isPresent()) {
            metadata.put("labels", Map.of(Keys.TRAFFIC, traffic.get()));
        }
        return Map.of(
                "metadata",
                metadata,
                "spec",
                Map.of("template", Map.of("metadata", Map.of("labels", orNull(action.labels())))));
    }

    /** What comes with a release, owned by it, so that it goes with it. */
    static Map<String, Object> owned(Map<String, Object> companion, Release release) {
        Map<String, Object> object = new LinkedHashMap<>(companion);
        Map<String, Object> metadata = new LinkedHashMap<>();
        ((Map<?, ?>) companion.get("metadata")).forEach((key, value) -> metadata.put((String) key, value));
        metadata.put(
                "ownerReferences",
                List.of(Map.of(
                        "apiVersion",
                        "apps/v1",
                        "kind",
                        release.id().kind().kind(),
                        "name",
                        release.name(),
                        "uid",
                        release.uid())));
        object.put("metadata", metadata);
        return object;
    }

    /** A merge patch that gives a release its pods, once all that comes with it has been made. */
    static Map<String, Object> equipped(Action.Equip action) {
        Map<String, Object> metadata = guarded(action.release());
        metadata.put("annotations", Map.of(Keys.COMPANIONS, "made"));
        return Map.of("metadata", metadata, "spec", Map.of("replicas", action.replicas()));
    }

    /** A merge patch of a release's size. */
    static Map<String, Object> scale(Action.Scale action) {
        return Map.of("metadata", guarded(action.release()), "spec", Map.of("replicas", action.replicas()));
    }

    /** A JSON Patch of a pod's labels that touches only what it was decided upon. */
    static List<Map<String, Object>> relabel(Pod pod, Map<String, Optional<String>> labels) {
        List<Map<String, Object>> patch = new ArrayList<>();
        patch.add(operation("test", "/metadata/uid", pod.uid()));
        labels.forEach((key, wanted) -> {
            String path = "/metadata/labels/" + pointer(key);
            String present = pod.labels().get(key);
            if (present != null) {
                patch.add(operation("test", path, present));
            }
            if (wanted.isPresent()) {
                patch.add(operation("add", path, wanted.get()));
            } else if (present != null) {
                patch.add(Map.of("op", "remove", "path", path));
            }
        });
        return patch;
    }

    /** A JSON Patch of a Service that replaces its selector whole, with record and id. */
    static List<Map<String, Object>> select(Action.Select action) {
        var service = action.service();
        List<Map<String, Object>> patch = new ArrayList<>();
        patch.add(operation("test", "/metadata/resourceVersion", service.resourceVersion()));
        patch.add(operation("replace", "/spec/selector", action.selector()));
        entry(
                patch,
                "/metadata/annotations",
                service.annotations(),
                action.record().map(CutoverRecord::json));
        entry(patch, "/metadata/labels", service.labels(), action.record().map(CutoverRecord::id));
        return patch;
    }

    private static void entry(
            List<Map<String, Object>> patch, String parent, Map<String, String> present, Optional<String> value) {
        if (value.isPresent() && present.isEmpty()) {
            patch.add(operation("add", parent, Map.of(Keys.CUTOVER, value.get())));
        } else if (value.isPresent()) {
            patch.add(operation("add", parent + "/" + pointer(Keys.CUTOVER), value.get()));
        } else if (present.containsKey(Keys.CUTOVER)) {
            patch.add(Map.of("op", "remove", "path", parent + "/" + pointer(Keys.CUTOVER)));
        }
    }

    /** A Service over the candidate alone. */
    static Map<String, Object> preview(Action.CreatePreview action) {
        Release release = action.release();
        boolean own = release.templateLabels().containsKey(Keys.RELEASE);
        List<Map<String, Object>> ports = new ArrayList<>();
        action.like().ports().forEach(port -> {
            Map<String, Object> each = new LinkedHashMap<>();
            if (!port.name().isEmpty()) {
                each.put("name", port.name());
            }
            each.put("port", port.port());
            each.put(
                    "targetPort",
                    port.targetPort().matches("[0-9]+")
                            ? (Object) Integer.valueOf(port.targetPort())
                            : port.targetPort());
            ports.add(each);
        });
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                Service.class.getSimpleName(),
                "metadata",
                Map.of("name", action.name(), "labels", Map.of(Keys.PREVIEW, release.name())),
                "spec",
                Map.of("selector", own ? Map.of(Keys.RELEASE, release.name()) : release.selector(), "ports", ports));
    }

    private static Map<String, Object> guarded(Release release) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("resourceVersion", release.resourceVersion());
        metadata.put("uid", release.uid());
        return metadata;
    }

    private static Map<String, Object> orNull(Map<String, Optional<String>> values) {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((key, value) -> plain.put(key, value.orElse(null)));
        return plain;
    }

    private static Map<String, Object> operation(String name, String path, Object value) {
        return Map.of("op", name, "path", path, "value", value);
    }

    private static String pointer(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
