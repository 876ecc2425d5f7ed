package io.jenkins.plugins.bluegreen.decide;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something to do in the cluster, each a single request or a handful of equal ones. Every write is guarded: it fails
 * with a conflict if what it was decided upon has changed.
 */
public sealed interface Action {

    /** Whether it writes what two runs must not both write. */
    default boolean needsLease() {
        return true;
    }

    /** Take the Leases of the Services and the workload. */
    record Lock() implements Action {
        @Override
        public boolean needsLease() {
            return false;
        }
    }

    /** Give them back. */
    record Unlock() implements Action {
        @Override
        public boolean needsLease() {
            return false;
        }
    }

    /** Ask what only the API server can tell; the answer becomes {@link Facts#findings()}. */
    record Examine(Optional<NewRelease> candidate) implements Action {
        @Override
        public boolean needsLease() {
            return false;
        }
    }

    /** Ask why a release does not become available; the answer becomes {@link Facts#diagnosis()}. */
    record Diagnose(Release release) implements Action {
        @Override
        public boolean needsLease() {
            return false;
        }
    }

    /** Create a release. */
    record Create(NewRelease release) implements Action {}

    /**
     * Make what comes with a release, owned by it, then give it its pods. It was created without any, because a pod whose
     * configuration is not there yet fails.
     *
     * @param release which
     * @param companions the objects, as plain maps without an owner
     * @param replicas how many pods it gets
     */
    record Equip(Release release, List<Map<String, Object>> companions, int replicas) implements Action {
        public Equip {
            companions = List.copyOf(companions);
        }

        /** Nothing of the objects' content. */
        @Override
        public String toString() {
            return "Equip[%s with %d objects]".formatted(release.name(), companions.size());
        }
    }

    /** Delete a release and its pods, if it is still the same. */
    record Delete(Release release) implements Action {}

    /** Change the size of a release. */
    record Scale(Release release, int replicas) implements Action {}

    /**
     * Change metadata of a release.
     *
     * @param release which
     * @param labels to set
     * @param annotations to set, or to remove where the value is empty
     */
    record Annotate(Release release, Map<String, String> labels, Map<String, Optional<String>> annotations)
            implements Action {
        public Annotate {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }
    }

    /**
     * Change labels of a release's template, and its annotations in the same write.
     *
     * @param release which
     * @param labels of the template to set, or to remove where the value is empty
     * @param annotations of the release to set, or to remove where the value is empty
     */
    record Relabel(Release release, Map<String, Optional<String>> labels, Map<String, Optional<String>> annotations)
            implements Action {
        public Relabel {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }
    }

    /** List the pods of a release afresh; remembered in {@link Facts#listed()} with the release's generation. */
    record ListPods(Release release) implements Action {}

    /**
     * Change labels of pods. A pod that is gone is done; one that has changed is read again.
     *
     * @param pods which
     * @param labels to set, or to remove where the value is empty
     */
    record RelabelPods(List<Pod> pods, Map<String, Optional<String>> labels) implements Action {
        public RelabelPods {
            pods = List.copyOf(pods);
            labels = Map.copyOf(labels);
        }
    }

    /**
     * Write selector, record and id of a cutover to a Service in one write.
     *
     * @param service as it was seen: the write fails if it has changed
     * @param selector the whole new selector
     * @param record the record to keep on it; none ends the cutover and removes its id
     * @param why what the write does, for the log
     */
    record Select(ServiceState service, Map<String, String> selector, Optional<CutoverRecord> record, Step why)
            implements Action {
        public Select {
            selector = Map.copyOf(selector);
        }
    }

    /**
     * Create the preview Service over a release.
     *
     * @param name of the Service
     * @param release which
     * @param like the Service whose ports it has
     */
    record CreatePreview(String name, Release release, ServiceState like) implements Action {}

    /** Delete the preview Service, if it is ours. */
    record DeletePreview(String name) implements Action {}

    /** What a write of a Service does. */
    enum Step {
        /** Point it at the candidate. */
        FLIP,
        /** From here it goes forward. */
        COMMIT,
        /** Narrow a widened selector. */
        NARROW,
        /** Give it its owner's selector again. */
        HAND_BACK,
        /** Give it the selector that it had before. */
        RESTORE,
        /** End the record of a way back that is proven. */
        CLOSE
    }

    /**
     * A release to create.
     *
     * @param name of the object
     * @param replicas its size
     * @param manifest the whole object as plain maps
     * @param companions what comes with it, as plain maps
     */
    record NewRelease(String name, int replicas, Map<String, Object> manifest, List<Map<String, Object>> companions) {
        public NewRelease {
            manifest = Map.copyOf(manifest);
            companions = List.copyOf(companions);
        }

        /** Nothing of the objects' content. */
        @Override
        public String toString() {
            return "NewRelease[%s, %d replicas]".formatted(name, replicas);
        }
    }
}
