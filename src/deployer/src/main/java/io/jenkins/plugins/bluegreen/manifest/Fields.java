package io.jenkins.plugins.bluegreen.manifest;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A map of a manifest, read field by field. What has the wrong type is noted with its path and type, never with its
 * content, and then counts as not there. A field that is null is not there either, as for the API server.
 */
final class Fields {
    private final String path;
    private final Map<?, ?> values;
    private final List<Problem> problems;

    private Fields(String path, Map<?, ?> values, List<Problem> problems) {
        this.path = path;
        this.values = values;
        this.problems = problems;
    }

    /** The fields of a whole object; problems are added to the list. */
    static Fields of(Map<?, ?> object, List<Problem> problems) {
        return new Fields("", object, problems);
    }

    /** Path of a field from the object: {@code spec.replicas}. */
    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Path of this map itself. */
    String path() {
        return path;
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    /** A map; one without any fields if it is not there. */
    Fields fields(String key) {
        return new Fields(path(key), map(key), problems);
    }

    private Map<?, ?> map(String key) {
        return get(key, Map.class, "a map").orElse(Map.of());
    }

    /** A list of maps; empty if it is not there. */
    List<Fields> list(String key) {
        List<Fields> elements = new ArrayList<>();
        List<?> list = get(key, List.class, "a list").orElse(List.of());
        for (int i = 0; i < list.size(); i++) {
            String at = path(key) + "[" + i + "]";
            if (list.get(i) instanceof Map<?, ?> map) {
                elements.add(new Fields(at, map, problems));
            } else {
                wrong(at, "a map", list.get(i));
            }
        }
        return elements;
    }

    Optional<String> text(String key) {
        return get(key, String.class, "a string");
    }

    Optional<Boolean> truth(String key) {
        return get(key, Boolean.class, "true or false");
    }

    /** A whole number; one that is too large for a {@code long} is a problem as well. */
    Optional<Long> whole(String key) {
        Object value = values.get(key);
        if (value == null || value instanceof Integer || value instanceof Long) {
            return Optional.ofNullable((Number) value).map(Number::longValue);
        }
        wrong(path(key), "a whole number", value);
        return Optional.empty();
    }

    /** A list of texts. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        List<?> list = get(key, List.class, "a list").orElse(List.of());
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof String text) {
                texts.add(text);
            } else {
                wrong(path(key) + "[" + i + "]", "a string", list.get(i));
            }
        }
        return texts;
    }

    /** A map of texts: labels or annotations. */
    Map<String, String> textMap(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<?, ?> found = get(key, Map.class, "a map").orElse(Map.of());
        found.forEach((name, value) -> {
            if (value instanceof String text) {
                texts.put((String) name, text);
            } else {
                wrong(path(key) + "." + Names.show((String) name), "a string", value);
            }
        });
        return texts;
    }

    /** Notes a problem. */
    void problem(String asked, String found, String todo) {
        problems.add(new Problem(asked, found, todo));
    }

    private <T> Optional<T> get(String key, Class<T> type, String expected) {
        Object value = values.get(key);
        if (value == null || type.isInstance(value)) {
            return Optional.ofNullable(value).map(type::cast);
        }
        wrong(path(key), expected, value);
        return Optional.empty();
    }

    private void wrong(String at, String expected, Object value) {
        boolean quotesMissing = expected.equals("a string") && (value instanceof Number || value instanceof Boolean);
        boolean quotesTooMany = expected.equals("a whole number") && value instanceof String;
        problem(
                "the manifest's " + at + " must be " + expected,
                "it is " + typeOf(value),
                quotesMissing
                        ? "put it in quotes"
                        : quotesTooMany ? "write a number, without quotes" : "write " + expected + " there");
    }

    private static String typeOf(Object value) {
        if (value == null) {
            return "empty";
        }
        if (value instanceof String) {
            return "a string";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof BigInteger) {
            return "a number beyond every limit";
        }
        if (value instanceof Number) {
            return value instanceof Double ? "a number with a fraction" : "a number";
        }
        return value instanceof Map ? "a map" : "a list";
    }
}
