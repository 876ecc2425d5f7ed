package io.jenkins.plugins.bluegreen.manifest;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/** A manifest of one workload, read and checked. Immutable. */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "The raw map is deeply immutable.")
public final class Manifest {
    private final Map<String, Object> raw;
    private final Workload workload;
    private final List<Companion> companions;

    Manifest(Map<String, Object> raw, Workload workload, List<Companion> companions) {
        this.raw = raw;
        this.workload = workload;
        this.companions = List.copyOf(companions);
    }

    /**
     * Reads a manifest.
     *
     * @param text YAML or JSON of at most 1 MiB: one or several documents, or a {@code List}
     * @return the workload in it
     * @throws InvalidInputException with everything that is wrong with it; nothing of its content is in the messages but
     *     names of objects, kinds, containers, images and keys
     */
    public static Manifest parse(String text) {
        return new ManifestReader().read(text);
    }

    /** The workload's kind. */
    public WorkloadKind kind() {
        return workload.kind();
    }

    /** The workload's name as it is written. */
    public String name() {
        return workload.name();
    }

    /** The namespace, if it is written. */
    public Optional<String> namespace() {
        return workload.namespace();
    }

    /** The size, if it is written; at least 1. */
    public OptionalInt replicas() {
        return workload.replicas();
    }

    /** The workload's selector, which its template's labels meet. */
    public SelectorTerms selector() {
        return workload.selector();
    }

    /** Every key that the workload's selector uses, match expressions included, in order. */
    public SortedSet<String> selectorKeys() {
        return workload.selector().keys();
    }

    /** Labels of the pod template. */
    public Map<String, String> templateLabels() {
        return workload.templateLabels();
    }

    /** The containers, then the init containers, each in the manifest's order. */
    public List<TemplateContainer> containers() {
        return workload.containers();
    }

    /** The Services that the annotation {@code traffic.spinnaker.io/load-balancers} names; empty without it. */
    public List<String> services() {
        return workload.services();
    }

    /** The objects that come with the workload, in the manifest's order. */
    public List<Companion> companions() {
        return companions;
    }

    /** Whether a Secret comes with the workload, so that the manifest's text must be kept as one. */
    public boolean holdsSecret() {
        return companions.stream().anyMatch(companion -> companion.kind() == CompanionKind.SECRET);
    }

    /** The whole workload as plain maps, lists and scalars, none of which can be changed. */
    public Map<String, Object> raw() {
        return raw;
    }

    /** {@code ReplicaSet demo-rs}. */
    @Override
    public String toString() {
        return kind().kind() + " " + name();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Manifest that && raw.equals(that.raw) && companions.equals(that.companions);
    }

    @Override
    public int hashCode() {
        return raw.hashCode();
    }
}
