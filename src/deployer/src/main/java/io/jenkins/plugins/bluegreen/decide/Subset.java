package io.jenkins.plugins.bluegreen.decide;

import java.util.List;
import java.util.Map;

/** Whether an object that the API server has filled with defaults still says all that was written. */
final class Subset {
    private Subset() {}

    /**
     * Compares plain maps, lists and values.
     *
     * @param written by an author
     * @param stored by the API server, with its defaults
     * @return whether everything written is stored
     */
    static boolean of(Object written, Object stored) {
        if (written instanceof Map<?, ?> map) {
            return stored instanceof Map<?, ?> other
                    && map.entrySet().stream().allMatch(entry -> of(entry.getValue(), other.get(entry.getKey())));
        }
        if (written instanceof List<?> list) {
            if (!(stored instanceof List<?> other) || other.size() != list.size()) {
                return false;
            }
            for (int i = 0; i < list.size(); i++) {
                if (!of(list.get(i), other.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return written == null
                ? stored == null
                : stored != null && written.toString().equals(stored.toString());
    }
}
