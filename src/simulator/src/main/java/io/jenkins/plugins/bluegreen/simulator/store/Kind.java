package io.jenkins.plugins.bluegreen.simulator.store;

import java.util.Set;

/**
 * A kind of object.
 *
 * @param group API group; empty for the core group
 * @param version of the group
 * @param name as in {@code ReplicaSet}
 * @param plural as in {@code replicasets}
 * @param shortName as in {@code rs}; empty if it has none
 * @param namespaced whether its objects live in namespaces
 * @param subresources {@code status}, {@code scale}, {@code log} and the like
 */
public record Kind(
        String group,
        String version,
        String name,
        String plural,
        String shortName,
        boolean namespaced,
        Set<String> subresources) {

    /** Keeps its own copy of the set. */
    public Kind {
        subresources = Set.copyOf(subresources);
    }

    /** As in {@code apps/v1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** As messages name it: {@code replicasets.apps}. */
    public String qualified() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** As messages about invalid objects name it: {@code ReplicaSet.apps}. */
    public String qualifiedName() {
        return group.isEmpty() ? name : name + "." + group;
    }

    /** Whether writes of its status are apart from those of the rest. */
    public boolean hasStatus() {
        return subresources.contains("status");
    }
}
