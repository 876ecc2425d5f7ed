package io.jenkins.plugins.bluegreen.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sorts the objects of a manifest: the one workload, those that come along with it, and the others, which are refused
 * by name.
 */
final class ManifestReader {
    private static final String ASKED = "the manifest must have one ReplicaSet or Deployment";

    /** Objects that a message names; of more it tells the number. */
    private static final int MAX_NAMED = 10;

    private final List<Problem> problems = new ArrayList<>();

    Manifest read(String text) {
        List<Map<?, ?>> workloads = new ArrayList<>();
        List<Map<?, ?>> companions = new ArrayList<>();
        List<Map<?, ?>> others = new ArrayList<>();
        new YamlDocuments().read(text).stream().flatMap(this::objects).forEach(object -> (kind(object)
                                .isPresent()
                        ? workloads
                        : comesAlong(object) ? companions : others)
                .add(object));
        if (workloads.isEmpty()) {
            others.addAll(companions);
        }
        if (workloads.isEmpty() && others.isEmpty() && problems.isEmpty()) {
            problem("it is empty", "write the workload into it");
        }
        if (!others.isEmpty()) {
            problem(
                    "it has " + described(others) + ", which cannot be deployed",
                    workloads.isEmpty()
                            ? "give a manifest of a ReplicaSet or a Deployment"
                            : "take out what is not the workload, and apply it on its own");
        }
        if (workloads.size() > 1) {
            problem("it has " + workloads.size() + ": " + described(workloads), "leave one of them");
        }
        InvalidInputException.throwIfAny(workloads.size() == 1 ? List.of() : problems);
        Map<?, ?> object = workloads.get(0);
        Workload workload = WorkloadReader.read(kind(object).orElseThrow(), object, problems);
        List<Companion> alongside = CompanionReader.read(companions, workload, problems);
        InvalidInputException.throwIfAny(problems);
        return new Manifest(Data.frozenMap(object), workload, alongside);
    }

    /** The objects of a document: itself, or the items of a {@code List}. */
    private Stream<Map<?, ?>> objects(Object document) {
        if (!(document instanceof Map<?, ?> object)) {
            problem("one of its documents is no object", "write objects with apiVersion, kind and metadata");
            return Stream.empty();
        }
        if ("List".equals(object.get("kind")) && object.get("items") instanceof List<?> items) {
            return items.stream().flatMap(this::objects);
        }
        return Stream.of(object);
    }

    private static Optional<WorkloadKind> kind(Map<?, ?> object) {
        return object.get("kind") instanceof String kind ? WorkloadKind.of(kind) : Optional.empty();
    }

    private static boolean comesAlong(Map<?, ?> object) {
        return object.get("kind") instanceof String kind
                && CompanionKind.of(kind).isPresent();
    }

    private static String described(List<Map<?, ?>> objects) {
        List<String> described =
                objects.stream().limit(MAX_NAMED).map(ManifestReader::described).collect(Collectors.toList());
        if (objects.size() > MAX_NAMED) {
            described.add(objects.size() - MAX_NAMED + " more");
        }
        return Text.list(described);
    }

    private static String described(Map<?, ?> object) {
        String kind = object.get("kind") instanceof String word ? Names.show(word) : "an object without a kind";
        Object name = object.get("metadata") instanceof Map<?, ?> metadata ? metadata.get("name") : null;
        return name instanceof String word ? kind + " " + Names.show(word) : kind;
    }

    private void problem(String found, String todo) {
        problems.add(new Problem(ASKED, found, todo));
    }
}
