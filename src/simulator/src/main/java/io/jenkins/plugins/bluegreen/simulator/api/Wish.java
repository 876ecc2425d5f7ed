package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import java.util.function.Predicate;

/**
 * Which objects a client wants to see, and how.
 *
 * @param kind of them
 * @param namespace empty for all
 * @param filter by labels and fields
 * @param view how they are shown
 */
record Wish(Kind kind, String namespace, Predicate<JsonNode> filter, View view) {
    static Wish of(Target target, Kind kind, Query query) {
        Predicate<JsonNode> filter = Selectors.labels(query.text("labelSelector"))
                .and(Selectors.fields(kind.plural(), query.text("fieldSelector")));
        // A watch of one object is a watch of a list with its name.
        String name = target.name();
        return new Wish(
                kind,
                target.namespace(),
                name.isEmpty() ? filter : filter.and(object -> Json.name(object).equals(name)),
                View.of(kind, query));
    }

    boolean wants(JsonNode object) {
        return (namespace.isEmpty() || Json.namespace(object).equals(namespace)) && filter.test(object);
    }
}
