package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Label and field selectors as a query spells them. */
final class Selectors {
    private static final String KEY = "([A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?)";
    private static final Pattern SET = Pattern.compile(KEY + "\\s+(in|notin)\\s*\\(([^)]*)\\)");
    private static final Pattern PAIR = Pattern.compile(KEY + "\\s*(==|=|!=|>|<)\\s*([-A-Za-z0-9_.]*)");
    private static final Pattern EXISTS = Pattern.compile("(!?)\\s*" + KEY);
    private static final Set<String> ANY_FIELD = Set.of("metadata.name", "metadata.namespace");
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "pods",
            Set.of(
                    "spec.nodeName",
                    "spec.restartPolicy",
                    "spec.schedulerName",
                    "spec.serviceAccountName",
                    "spec.hostNetwork",
                    "status.phase",
                    "status.podIP",
                    "status.nominatedNodeName"),
            "events",
            Set.of(
                    "involvedObject.kind",
                    "involvedObject.namespace",
                    "involvedObject.name",
                    "involvedObject.uid",
                    "involvedObject.apiVersion",
                    "involvedObject.resourceVersion",
                    "involvedObject.fieldPath",
                    "reason",
                    "reportingComponent",
                    "source",
                    "type",
                    "regarding.kind",
                    "regarding.name",
                    "regarding.namespace",
                    "regarding.uid"),
            "nodes",
            Set.of("spec.unschedulable"),
            "namespaces",
            Set.of("status.phase"),
            "secrets",
            Set.of("type"),
            "replicasets",
            Set.of("status.replicas"),
            "services",
            Set.of("spec.clusterIP", "spec.type"));

    private Selectors() {}

    static Predicate<JsonNode> labels(String text) {
        Predicate<JsonNode> all = object -> true;
        // Commas inside parentheses separate values, not terms.
        for (String term : text.split(",(?![^(]*\\))")) {
            if (!term.isBlank()) {
                Predicate<JsonNode> one = label(term.strip());
                all = all.and(object -> one.test(object.path("metadata").path("labels")));
            }
        }
        return all;
    }

    private static Predicate<JsonNode> label(String term) {
        Matcher set = SET.matcher(term);
        if (set.matches()) {
            String key = set.group(1);
            List<String> values = Arrays.asList(set.group(4).strip().split("\\s*,\\s*"));
            boolean in = set.group(3).equals("in");
            return labels ->
                    (labels.has(key) && values.contains(labels.path(key).asText())) == in;
        }
        Matcher pair = PAIR.matcher(term);
        if (pair.matches()) {
            return pair(pair.group(1), pair.group(3), pair.group(4));
        }
        Matcher exists = EXISTS.matcher(term);
        if (exists.matches()) {
            boolean not = !exists.group(1).isEmpty();
            String key = exists.group(2);
            return labels -> labels.has(key) != not;
        }
        throw Failures.badRequest("unable to parse requirement: found '%s', expected: identifier".formatted(term));
    }

    private static Predicate<JsonNode> pair(String key, String operator, String value) {
        return switch (operator) {
            case "!=" ->
                labels -> !(labels.has(key) && labels.path(key).asText().equals(value));
            case ">" -> labels -> number(labels, key) > Long.parseLong(value);
            case "<" -> labels -> labels.has(key) && number(labels, key) < Long.parseLong(value);
            default -> labels -> labels.has(key) && labels.path(key).asText().equals(value);
        };
    }

    private static long number(JsonNode labels, String key) {
        String text = labels.path(key).asText("");
        return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : Long.MIN_VALUE;
    }

    static Predicate<JsonNode> fields(String resource, String text) {
        Predicate<JsonNode> all = object -> true;
        for (String term : text.split(",")) {
            if (!term.isBlank()) {
                boolean not = term.contains("!=");
                String[] pair = term.split(not ? "!=" : "==?", 2);
                if (pair.length != 2) {
                    throw Failures.badRequest("invalid selector: '%s'; can't understand '%s'".formatted(text, term));
                }
                String field = pair[0].strip();
                if (!ANY_FIELD.contains(field)
                        && !FIELDS.getOrDefault(resource, Set.of()).contains(field)) {
                    throw Failures.badRequest("field label not supported: " + field);
                }
                String pointer = pointer(field);
                String value = pair[1].strip();
                all = all.and(object -> text(object, pointer).equals(value) != not);
            }
        }
        return all;
    }

    private static String pointer(String field) {
        String stored =
                switch (field) {
                    case "source" -> "source.component";
                    case "reportingComponent" -> "reportingComponent";
                    default -> field.startsWith("regarding.") ? "involvedObject" + field.substring(9) : field;
                };
        return "/" + stored.replace('.', '/');
    }

    private static String text(JsonNode object, String pointer) {
        JsonNode value = object.at(pointer);
        // A flag that is not there is false.
        boolean flag = pointer.equals("/spec/unschedulable") || pointer.equals("/spec/hostNetwork");
        return value.isMissingNode() && flag ? "false" : value.asText();
    }
}
