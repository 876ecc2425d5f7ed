package io.jenkins.plugins.bluegreen.manifest;

import java.util.Map;

/** An object that comes with a workload, and is made anew for each of its releases. Immutable. */
public final class Companion {
    private final CompanionKind kind;
    private final String name;
    private final Map<String, Object> raw;

    Companion(CompanionKind kind, String name, Map<String, Object> raw) {
        this.kind = kind;
        this.name = name;
        this.raw = raw;
    }

    /** Its kind. */
    public CompanionKind kind() {
        return kind;
    }

    /** Its name in the manifest; in the cluster each release has one of another name. */
    public String name() {
        return name;
    }

    /** The whole object as plain data that cannot be changed. */
    Map<String, Object> raw() {
        return raw;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Companion that && raw.equals(that.raw);
    }

    @Override
    public int hashCode() {
        return raw.hashCode();
    }

    /** {@code ConfigMap demo-config}; nothing of its content. */
    @Override
    public String toString() {
        return kind.kind() + " " + name;
    }
}
