package io.jenkins.plugins.bluegreen.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a manifest into the object that is asked for. */
final class Rendering {
    /** Prefix of all that a run records in the cluster; a manifest that was read back from one has old records. */
    private static final String RECORDS = "bluegreen.jenkins.io/";

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private Rendering() {}

    /**
     * The object under its base name, without what the cluster adds to an object, and without size and namespace.
     *
     * @return a new map that can be changed
     */
    static Map<String, Object> workload(
            Manifest manifest, String baseName, Map<String, String> images, Optional<Bound.OwnVersion> version) {
        Map<String, Object> object = Data.mutableMap(manifest.raw());
        object.keySet().retainAll(List.of("apiVersion", "kind", "metadata", "spec"));
        Map<String, Object> metadata = Data.child(object, "metadata");
        metadata.keySet().retainAll(List.of("name", "labels", "annotations"));
        metadata.put("name", baseName);
        withoutRecords(metadata, "labels");
        withoutRecords(metadata, "annotations");
        Map<String, Object> spec = Data.child(object, "spec");
        spec.remove("replicas");
        withoutRecords(Data.child(spec, "selector"), "matchLabels");
        Map<String, Object> template = Data.child(spec, "template");
        Map<String, Object> templateMetadata = Data.child(template, "metadata");
        templateMetadata.remove("creationTimestamp");
        withoutRecords(templateMetadata, "labels");
        Map<String, Object> podSpec = Data.child(template, "spec");
        bind(podSpec, "containers", images);
        bind(podSpec, "initContainers", images);
        version.ifPresent(own -> ownLabel(object, own.key(), own.value()));
        return object;
    }

    /** Gives an object a label of its own, in its selector and its template, and in its labels if it stands there. */
    static void ownLabel(Map<String, Object> object, String key, String value) {
        Map<String, Object> metadata = Data.child(object, "metadata");
        if (metadata.get("labels") instanceof Map<?, ?> labels && labels.containsKey(key)) {
            Data.child(metadata, "labels").put(key, value);
        }
        Map<String, Object> spec = Data.child(object, "spec");
        Data.child(Data.child(spec, "selector"), "matchLabels").put(key, value);
        templateLabels(object).put(key, value);
    }

    /** The labels of an object's template, to be changed. */
    static Map<String, Object> templateLabels(Map<String, Object> object) {
        Map<String, Object> template = Data.child(Data.child(object, "spec"), "template");
        return Data.child(Data.child(template, "metadata"), "labels");
    }

    private static void withoutRecords(Map<String, Object> holder, String field) {
        if (holder.get(field) instanceof Map<?, ?> entries) {
            entries.keySet().removeIf(key -> ((String) key).startsWith(RECORDS) || key.equals(LAST_APPLIED));
        }
    }

    private static void bind(Map<String, Object> podSpec, String field, Map<String, String> images) {
        if (podSpec.get(field) instanceof List<?> containers) {
            for (Object each : containers) {
                @SuppressWarnings("unchecked") // Manifest.parse has seen that each is a map.
                Map<String, Object> container = (Map<String, Object>) each;
                container.put("image", images.get((String) container.get("name")));
            }
        }
    }
}
