package io.jenkins.plugins.bluegreen.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects that come with a workload, as one release has them: under names of their own, so that a release never
 * reads what another one was made for, and with everything that refers to them.
 */
final class Companions {
    private final String release;
    private final Map<String, String> configMaps = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<Companion> all;

    /**
     * The companions of a release.
     *
     * @param all as the manifest has them
     * @param release name of the release
     */
    Companions(List<Companion> all, String release) {
        this.all = all;
        this.release = release;
        for (Companion companion : all) {
            switch (companion.kind()) {
                case CONFIG_MAP -> configMaps.put(companion.name(), named(companion));
                case SECRET -> secrets.put(companion.name(), named(companion));
                case HORIZONTAL_POD_AUTOSCALER, POD_DISRUPTION_BUDGET -> {
                    // A pod template cannot refer to them.
                }
            }
        }
    }

    private String named(Companion companion) {
        return release + "-" + companion.name();
    }

    /**
     * The objects to make.
     *
     * @param namespace of all of them
     * @param labels of all of them, besides the author's
     * @param own the labels that only this release's pods have
     * @return plain data that cannot be changed
     */
    List<Map<String, Object>> render(String namespace, Map<String, String> labels, Map<String, String> own) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Companion companion : all) {
            Map<String, Object> object = Data.mutableMap(companion.raw());
            object.remove("status");
            Map<String, Object> metadata = Data.child(object, "metadata");
            metadata.keySet().retainAll(List.of("name", "labels", "annotations"));
            metadata.put("name", named(companion));
            metadata.put("namespace", namespace);
            Data.child(metadata, "labels").putAll(labels);
            switch (companion.kind()) {
                case HORIZONTAL_POD_AUTOSCALER ->
                    Data.child(Data.child(object, "spec"), "scaleTargetRef").put("name", release);
                case POD_DISRUPTION_BUDGET ->
                    Data.child(Data.child(Data.child(object, "spec"), "selector"), "matchLabels")
                            .putAll(own);
                case CONFIG_MAP, SECRET -> {
                    // Nothing in it refers to the release.
                }
            }
            objects.add(Data.frozenMap(object));
        }
        return List.copyOf(objects);
    }

    /** Makes the references of a workload's pod template follow. */
    void follow(Map<String, Object> workload) {
        if (configMaps.isEmpty() && secrets.isEmpty()) {
            return;
        }
        Map<String, Object> template = Data.child(Data.child(workload, "spec"), "template");
        Map<String, Object> spec = Data.child(template, "spec");
        each(spec, "volumes", this::volume);
        each(spec, "imagePullSecrets", reference -> rename(reference, "name", secrets));
        for (String containers : List.of("containers", "initContainers", "ephemeralContainers")) {
            each(spec, containers, this::container);
        }
    }

    private void volume(Map<String, Object> volume) {
        inside(volume, "configMap", source -> rename(source, "name", configMaps));
        inside(volume, "secret", source -> rename(source, "secretName", secrets));
        inside(
                volume,
                "projected",
                projected -> each(projected, "sources", source -> {
                    inside(source, "configMap", reference -> rename(reference, "name", configMaps));
                    inside(source, "secret", reference -> rename(reference, "name", secrets));
                }));
    }

    private void container(Map<String, Object> container) {
        each(
                container,
                "env",
                variable -> inside(variable, "valueFrom", from -> {
                    inside(from, "configMapKeyRef", reference -> rename(reference, "name", configMaps));
                    inside(from, "secretKeyRef", reference -> rename(reference, "name", secrets));
                }));
        each(container, "envFrom", from -> {
            inside(from, "configMapRef", reference -> rename(reference, "name", configMaps));
            inside(from, "secretRef", reference -> rename(reference, "name", secrets));
        });
    }

    private interface Change {
        void of(Map<String, Object> part);
    }

    @SuppressWarnings("unchecked") // Only called on what Data.mutableMap has made.
    private static void inside(Map<String, Object> parent, String key, Change change) {
        if (parent.get(key) instanceof Map<?, ?> found) {
            change.of((Map<String, Object>) found);
        }
    }

    @SuppressWarnings("unchecked") // Only called on what Data.mutableMap has made.
    private static void each(Map<String, Object> parent, String key, Change change) {
        if (parent.get(key) instanceof List<?> found) {
            found.stream().filter(Map.class::isInstance).forEach(element -> change.of((Map<String, Object>) element));
        }
    }

    private static void rename(Map<String, Object> reference, String key, Map<String, String> names) {
        if (reference.get(key) instanceof String name && names.containsKey(name)) {
            reference.put(key, names.get(name));
        }
    }
}
