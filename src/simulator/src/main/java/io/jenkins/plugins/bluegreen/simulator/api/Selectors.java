package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;

/** Label and field selectors as a query spells them. */
final class Selectors {
    private Selectors() {}

    static Predicate<JsonNode> labels(String text) {
        Predicate<JsonNode> all = object -> true;
        // Commas inside parentheses separate values, not terms.
        for (String term : text.split(",(?![^(]*\\))")) {
            if (!term.isBlank()) {
                Predicate<Map<String, String>> one = label(term.strip());
                all = all.and(object -> one.test(Json.labels(object)));
            }
        }
        return all;
    }

    private static Predicate<Map<String, String>> label(String term) {
        if (term.contains("(")) {
            String head = term.substring(0, term.indexOf('(')).strip();
            var values = Arrays.asList(
                    term.substring(term.indexOf('(') + 1, term.indexOf(')')).split("\\s*,\\s*"));
            String key = head.split("\\s+")[0];
            return head.endsWith("notin")
                    ? labels -> !values.contains(labels.get(key))
                    : labels -> values.contains(labels.get(key));
        }
        if (term.contains("!=")) {
            String[] pair = term.split("!=", 2);
            return labels -> !pair[1].strip().equals(labels.get(pair[0].strip()));
        }
        if (term.contains("=")) {
            String[] pair = term.split("==?", 2);
            return labels -> pair[1].strip().equals(labels.get(pair[0].strip()));
        }
        return term.startsWith("!")
                ? labels -> !labels.containsKey(term.substring(1))
                : labels -> labels.containsKey(term);
    }

    static Predicate<JsonNode> fields(String text) {
        Predicate<JsonNode> all = object -> true;
        for (String term : text.split(",")) {
            if (!term.isBlank()) {
                boolean not = term.contains("!=");
                String[] pair = term.split(not ? "!=" : "==?", 2);
                String pointer = "/" + pair[0].replace('.', '/');
                all = all.and(object -> object.at(pointer).asText().equals(pair[1]) != not);
            }
        }
        return all;
    }
}
