package io.jenkins.plugins.bluegreen.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies what the YAML loader made to data that cannot change, with merge keys resolved; counts what aliases make of it. */
final class PlainData {
    /** Values that a manifest of the allowed size can have when it is written out. */
    private static final int MAX_VALUES = 200_000;

    private static final String MERGE = "<<";

    private int values;

    /**
     * A copy.
     *
     * @param loaded maps, lists and scalars; null stays null
     * @return maps and lists that cannot be changed, all keys texts
     * @throws InvalidInputException if it is too large, too deep, or not what JSON can say
     */
    Object copy(Object loaded) {
        return copy(loaded, 0);
    }

    private Object copy(Object loaded, int depth) {
        // An alias inside what it names makes a ring: deeper than any text was.
        if (++values > MAX_VALUES || depth > 2 * YamlDocuments.MAX_DEPTH) {
            throw tooLarge();
        }
        if (loaded instanceof Map<?, ?> map) {
            return copyMap(map, depth);
        }
        if (loaded instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(copy(element, depth + 1)));
            return Collections.unmodifiableList(copy);
        }
        if (loaded instanceof Double number && !Double.isFinite(number)) {
            throw new InvalidInputException(
                    "a manifest's numbers must be finite", "one is infinite or not a number", "correct it");
        }
        return loaded;
    }

    private Map<String, Object> copyMap(Map<?, ?> map, int depth) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!MERGE.equals(key) && copy.containsKey(text(key))) {
                throw new InvalidInputException(
                        "a manifest's keys must differ", "two in one map are the same", "leave one of them");
            }
            if (!MERGE.equals(key)) {
                copy.put(text(key), copy(value, depth + 1));
            }
        });
        if (map.containsKey(MERGE)) {
            Object merged = map.get(MERGE);
            List<?> sources = merged instanceof List<?> list ? list : Collections.singletonList(merged);
            sources.forEach(source -> merge(copy, source, depth));
        }
        return Collections.unmodifiableMap(copy);
    }

    private void merge(Map<String, Object> into, Object source, int depth) {
        if (!(source instanceof Map<?, ?> map)) {
            throw new InvalidInputException(
                    "the YAML key \"<<\" merges maps", "what it names is not a map", "write the values out");
        }
        if (depth > 2 * YamlDocuments.MAX_DEPTH) {
            throw tooLarge();
        }
        copyMap(map, depth + 1).forEach(into::putIfAbsent);
    }

    private static InvalidInputException tooLarge() {
        return new InvalidInputException(
                "a manifest may have up to " + MAX_VALUES + " values",
                "it has more, written out or by YAML aliases",
                "leave only the workload in it, and write the values out");
    }

    /** JSON has only texts for keys; numbers and booleans become texts, as kubectl has it. */
    private static String text(Object key) {
        if (key instanceof String || key instanceof Number || key instanceof Boolean) {
            return key.toString();
        }
        throw new InvalidInputException(
                "a manifest's keys must be strings", "one is a map, a list or empty", "write a string for it");
    }
}
