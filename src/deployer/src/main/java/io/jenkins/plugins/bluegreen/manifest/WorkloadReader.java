package io.jenkins.plugins.bluegreen.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads and checks the object of a workload; notes every problem that it has. */
final class WorkloadReader {
    private final WorkloadKind kind;
    private final Fields object;
    private final List<Problem> problems;

    private WorkloadReader(WorkloadKind kind, Map<?, ?> object, List<Problem> problems) {
        this.kind = kind;
        this.object = Fields.of(object, problems);
        this.problems = problems;
    }

    /**
     * Reads a workload.
     *
     * @param kind which
     * @param object the whole object
     * @param problems takes what is wrong; if anything is, the result must not be used
     */
    static Workload read(WorkloadKind kind, Map<?, ?> object, List<Problem> problems) {
        return new WorkloadReader(kind, object, problems).read();
    }

    private Workload read() {
        checkApiVersion();
        Fields metadata = object.fields("metadata");
        String name = name(metadata);
        Optional<String> namespace = namespace(metadata);
        SelectorReader.labels(metadata, "labels");
        List<String> services = LoadBalancers.read(metadata.textMap("annotations"), problems);
        Fields spec = object.fields("spec");
        OptionalInt replicas = replicas(spec);
        checkNotPaused(spec);
        SelectorTerms selector = SelectorReader.terms(spec.fields("selector"));
        Fields template = spec.fields("template");
        Fields templateMetadata = template.fields("metadata");
        Map<String, String> labels = SelectorReader.labels(templateMetadata, "labels");
        templateMetadata.textMap("annotations");
        checkSelector(spec, selector, labels);
        List<TemplateContainer> containers = TemplateContainers.read(template.fields("spec"));
        return new Workload(kind, name, namespace, replicas, selector, labels, containers, services);
    }

    private void checkApiVersion() {
        Optional<String> version = object.text("apiVersion");
        if (version.isEmpty() ? !object.has("apiVersion") : !version.get().equals(WorkloadKind.API_VERSION)) {
            object.problem(
                    "a " + kind.kind() + " must have the apiVersion " + WorkloadKind.API_VERSION,
                    version.map(found -> "it has " + Names.show(found)).orElse("it has none"),
                    "write apiVersion: " + WorkloadKind.API_VERSION);
        }
    }

    private String name(Fields metadata) {
        Optional<String> name = metadata.text("name");
        String asked = "the manifest's metadata.name must be the workload's base name";
        if (metadata.has("generateName")) {
            metadata.problem(
                    "the manifest's metadata.name must say the workload's base name",
                    "metadata.generateName is there, which lets the cluster choose it",
                    "write metadata.name instead: the releases are numbered after it");
        } else if (!metadata.has("name")) {
            metadata.problem(asked, "it is missing", "write a name");
        } else if (name.isPresent() && !Names.isSubdomain(name.get())) {
            metadata.problem(
                    asked,
                    "it is not a DNS-1123 name",
                    "use up to 253 lower-case letters, digits, \"-\" and \".\", with a letter or digit at both ends");
        }
        return name.orElse("");
    }

    private static Optional<String> namespace(Fields metadata) {
        Optional<String> namespace = metadata.text("namespace");
        if (namespace.isPresent() && !Names.isLabel(namespace.get())) {
            metadata.problem(
                    "the manifest's metadata.namespace must be a namespace's name",
                    "it is not a DNS-1123 label",
                    "use up to 63 lower-case letters, digits and \"-\", or leave it away");
        }
        return namespace;
    }

    private static OptionalInt replicas(Fields spec) {
        Optional<Long> replicas = spec.whole("replicas");
        if (replicas.isEmpty()) {
            return OptionalInt.empty();
        }
        long number = replicas.get();
        if (number < 1 || number > Integer.MAX_VALUE) {
            spec.problem(
                    "the manifest's spec.replicas must be 1 or more",
                    "it is " + number,
                    "write how many pods are to serve, or leave it away");
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) number);
    }

    private void checkNotPaused(Fields spec) {
        if (kind == WorkloadKind.DEPLOYMENT && spec.truth("paused").orElse(false)) {
            spec.problem(
                    "the Deployment is to make its pods",
                    "spec.paused is true, and a paused Deployment makes none",
                    "remove spec.paused");
        }
    }

    private static void checkSelector(Fields spec, SelectorTerms selector, Map<String, String> labels) {
        if (!spec.has("selector")) {
            spec.problem(
                    "a workload must have spec.selector",
                    "it is missing",
                    "write spec.selector.matchLabels with labels of the template");
        } else if (selector.isEmpty()) {
            spec.problem(
                    "the manifest's spec.selector must select the template's labels",
                    "it has no matchLabels and no matchExpressions",
                    "write spec.selector.matchLabels with labels of the template");
        } else if (!selector.matches(labels)) {
            spec.problem(
                    "the manifest's spec.selector must match spec.template.metadata.labels",
                    "it does not at "
                            + Text.list(selector.unmatched(labels).stream()
                                    .map(Names::show)
                                    .toList()),
                    "make both the same there");
        }
    }
}
