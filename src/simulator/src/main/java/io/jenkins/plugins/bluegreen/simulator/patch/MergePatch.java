package io.jenkins.plugins.bluegreen.simulator.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Store;

/** JSON merge patch (RFC 7386). */
public final class MergePatch {
    private MergePatch() {}

    /** Applies it; the object stays as it is. */
    public static ObjectNode apply(ObjectNode object, JsonNode patch) {
        return merge(object.deepCopy(), patch);
    }

    private static ObjectNode merge(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                target.remove(entry.getKey());
            } else if (value.isObject()) {
                ObjectNode base = target.get(entry.getKey()) instanceof ObjectNode present ? present : Store.object();
                target.set(entry.getKey(), merge(base, value));
            } else {
                target.set(entry.getKey(), value.deepCopy());
            }
        });
        return target;
    }

    /** Takes out every null, as decoding into a typed object does. */
    public static void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode map) {
            map.properties().removeIf(entry -> entry.getValue().isNull());
            map.forEach(MergePatch::dropNulls);
        } else if (node instanceof ArrayNode list) {
            list.forEach(MergePatch::dropNulls);
        }
    }
}
