package io.jenkins.plugins.bluegreen.manifest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renders the object of a release. For one thread; each call of {@link #render} makes a new object. */
public final class ReleaseTemplate {
    private final Bound bound;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, String> ownLabels = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Map<String, String> templateLabels = new LinkedHashMap<>();
    private final List<String> stripped = new ArrayList<>();
    private final Map<String, String> annotations = new LinkedHashMap<>();
    private int replicas;

    private ReleaseTemplate(Bound bound) {
        this.bound = bound;
        this.metadata.put("name", bound.baseName());
        this.replicas = bound.manifest().replicas().orElse(1);
    }

    /** Begins with a bound workload, its base name, and its manifest's size or 1. */
    public static ReleaseTemplate of(Bound bound) {
        return new ReleaseTemplate(bound);
    }

    /** Name of the object. */
    public ReleaseTemplate name(String name) {
        metadata.put("name", name);
        return this;
    }

    /** Namespace of the object; without it the object has none, whatever the manifest says. */
    public ReleaseTemplate namespace(String namespace) {
        metadata.put("namespace", namespace);
        return this;
    }

    /** Size of the object. */
    public ReleaseTemplate replicas(int size) {
        replicas = size;
        return this;
    }

    /** A label in selector and template, by which this release's pods differ from all others. */
    public ReleaseTemplate ownLabel(String key, String value) {
        ownLabels.put(key, value);
        return this;
    }

    /** A label on the object. */
    public ReleaseTemplate label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    /** A label in the template. */
    public ReleaseTemplate templateLabel(String key, String value) {
        templateLabels.put(key, value);
        return this;
    }

    /** Keys of labels that the template must not have, even if the manifest's has them. */
    public ReleaseTemplate withoutTemplateLabels(Collection<String> keys) {
        stripped.addAll(keys);
        return this;
    }

    /** Annotations on the object, besides the author's. */
    public ReleaseTemplate annotations(Map<String, String> additional) {
        annotations.putAll(additional);
        return this;
    }

    /**
     * Renders the object. The author's labels and annotations stay; status and what the cluster adds to an object do not.
     *
     * @return apiVersion, kind, metadata and spec as plain data that cannot be changed
     */
    public Map<String, Object> render() {
        Map<String, Object> object = Data.mutableMap(bound.workload());
        Map<String, Object> meta = Data.child(object, "metadata");
        meta.putAll(metadata);
        Data.child(object, "spec").put("replicas", replicas);
        companionsOf().follow(object);
        Map<String, Object> template = Rendering.templateLabels(object);
        stripped.forEach(template::remove);
        template.putAll(templateLabels);
        ownLabels.forEach((key, value) -> Rendering.ownLabel(object, key, value));
        if (!labels.isEmpty()) {
            Data.child(meta, "labels").putAll(labels);
        }
        if (!annotations.isEmpty()) {
            Data.child(meta, "annotations").putAll(annotations);
        }
        return Data.frozenMap(object);
    }

    /**
     * Renders the objects that come with the release, under names that begin with its name.
     *
     * @return plain data that cannot be changed; empty if nothing comes with it
     */
    public List<Map<String, Object>> companions() {
        return companionsOf().render(metadata.get("namespace"), labels, ownLabels);
    }

    private Companions companionsOf() {
        return new Companions(bound.manifest().companions(), metadata.get("name"));
    }
}
