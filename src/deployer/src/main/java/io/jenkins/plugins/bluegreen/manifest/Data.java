package io.jenkins.plugins.bluegreen.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies of plain data: maps by texts, lists, and scalars. */
final class Data {
    private Data() {}

    /** A deep copy that can be changed. */
    static Map<String, Object> mutableMap(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put((String) key, mutable(value)));
        return copy;
    }

    /** A deep copy that cannot be changed. */
    static Map<String, Object> frozenMap(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put((String) key, frozen(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object mutable(Object value) {
        if (value instanceof Map<?, ?> map) {
            return mutableMap(map);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(mutable(element)));
            return copy;
        }
        return value;
    }

    private static Object frozen(Object value) {
        if (value instanceof Map<?, ?> map) {
            return frozenMap(map);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(frozen(element)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }

    /** The map at a key of a map that can be changed, put there if there is none. */
    @SuppressWarnings("unchecked") // Only called on what mutableMap has made.
    static Map<String, Object> child(Map<String, Object> parent, String key) {
        return (Map<String, Object>)
                parent.compute(key, (ignored, found) -> found instanceof Map ? found : new LinkedHashMap<>());
    }
}
