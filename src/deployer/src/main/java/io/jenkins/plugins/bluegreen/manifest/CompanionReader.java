package io.jenkins.plugins.bluegreen.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and checks the objects that come with a workload; notes every problem that they have. */
final class CompanionReader {
    private final Workload workload;
    private final List<Problem> problems;
    private final Set<String> seen = new HashSet<>();

    private CompanionReader(Workload workload, List<Problem> problems) {
        this.workload = workload;
        this.problems = problems;
    }

    /**
     * Reads them.
     *
     * @param objects each of a kind that may come along
     * @param workload that they come with
     * @param problems takes what is wrong; if anything is, the result must not be used
     */
    static List<Companion> read(List<Map<?, ?>> objects, Workload workload, List<Problem> problems) {
        CompanionReader reader = new CompanionReader(workload, problems);
        List<Companion> companions = new ArrayList<>();
        objects.forEach(object -> companions.add(reader.read(object)));
        return companions;
    }

    private Companion read(Map<?, ?> object) {
        CompanionKind kind = CompanionKind.of((String) object.get("kind")).orElseThrow();
        Fields fields = Fields.of(object, problems);
        Fields metadata = fields.fields("metadata");
        String name = metadata.text("name").orElse("");
        String asked = kind.kind() + " " + Names.show(name) + " comes with the workload";
        if (!Names.isSubdomain(name)) {
            fields.problem(asked, "its metadata.name is no object's name", "write a DNS-1123 name");
        }
        if (!seen.add(kind + "/" + name)) {
            fields.problem(asked, "it is there twice", "leave one of them");
        }
        Optional<String> version = fields.text("apiVersion");
        if (!version.equals(Optional.of(kind.apiVersion()))) {
            fields.problem(
                    asked,
                    version.map(found -> "its apiVersion is " + Names.show(found))
                            .orElse("it has no apiVersion"),
                    "write apiVersion: " + kind.apiVersion());
        }
        Optional<String> namespace = metadata.text("namespace");
        if (namespace.isPresent() && !namespace.equals(workload.namespace())) {
            fields.problem(
                    asked,
                    "it names the namespace " + Names.show(namespace.get()) + " and the workload "
                            + workload.namespace()
                                    .map(found -> "names " + found)
                                    .orElse("names none"),
                    "make the two agree");
        }
        metadata.textMap("labels");
        metadata.textMap("annotations");
        switch (kind) {
            case HORIZONTAL_POD_AUTOSCALER ->
                checkTarget(asked, fields.fields("spec").fields("scaleTargetRef"));
            case POD_DISRUPTION_BUDGET ->
                checkSelector(asked, fields.fields("spec").fields("selector"));
            case CONFIG_MAP, SECRET -> {
                // Whatever is in it is for the pods.
            }
        }
        return new Companion(kind, name, Data.frozenMap(object));
    }

    private void checkTarget(String asked, Fields target) {
        boolean ours = target.text("name").equals(Optional.of(workload.name()))
                && target.text("kind").equals(Optional.of(workload.kind().kind()));
        if (!ours) {
            target.problem(
                    asked,
                    "its spec.scaleTargetRef is not " + workload.kind().kind() + " " + workload.name(),
                    "name the workload there, or take it out of the manifest");
        }
    }

    private void checkSelector(String asked, Fields selector) {
        SelectorTerms terms = SelectorReader.terms(selector);
        if (terms.isEmpty() || !terms.matches(workload.templateLabels())) {
            selector.problem(
                    asked,
                    "its spec.selector does not select the workload's pods",
                    "select labels of the template there, or take it out of the manifest");
        }
    }
}
