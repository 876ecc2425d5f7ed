package io.jenkins.plugins.bluegreen.kubernetes;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Finds the objects of a {@link Mirror} by what they say, without looking at all of them.
 *
 * @param <V> what is kept of an object
 */
final class Index<V> {
    private final Function<V, ? extends Collection<String>> keys;
    private final Map<String, Map<String, V>> found = new ConcurrentHashMap<>();

    /**
     * An empty index.
     *
     * @param keys under which an object is found
     */
    Index(Function<V, ? extends Collection<String>> keys) {
        this.keys = keys;
    }

    /** Takes in that an object of this name has changed; either value may be null. Called in turn for each name. */
    void replace(String name, V before, V after) {
        Collection<String> old = before == null ? Set.of() : keys.apply(before);
        Collection<String> now = after == null ? Set.of() : keys.apply(after);
        for (String key : old) {
            if (!now.contains(key)) {
                found.computeIfPresent(key, (ignored, objects) -> {
                    objects.remove(name);
                    return objects.isEmpty() ? null : objects;
                });
            }
        }
        for (String key : now) {
            found.compute(key, (ignored, objects) -> {
                Map<String, V> some = objects == null ? new ConcurrentHashMap<>() : objects;
                some.put(name, after);
                return some;
            });
        }
    }

    /** What is found under this key; a live view. */
    Collection<V> under(String key) {
        Map<String, V> objects = found.get(key);
        return objects == null ? List.of() : objects.values();
    }
}
