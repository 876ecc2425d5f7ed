package io.jenkins.plugins.bluegreen.kubernetes;

import java.util.Collection;
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
    private final Map<String, Set<String>> names = new ConcurrentHashMap<>();

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
                names.computeIfPresent(key, (ignored, found) -> {
                    found.remove(name);
                    return found.isEmpty() ? null : found;
                });
            }
        }
        for (String key : now) {
            if (!old.contains(key)) {
                names.compute(key, (ignored, found) -> {
                    Set<String> set = found == null ? ConcurrentHashMap.newKeySet() : found;
                    set.add(name);
                    return set;
                });
            }
        }
    }

    /** Names of the objects that are found under this key; a live view. */
    Set<String> names(String key) {
        return names.getOrDefault(key, Set.of());
    }
}
