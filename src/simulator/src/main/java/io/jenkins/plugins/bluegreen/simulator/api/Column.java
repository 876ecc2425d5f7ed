package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param name as {@code kubectl} shows it
 * @param wide whether only {@code -o wide} shows it
 * @param cell text for an object
 */
record Column(String name, boolean wide, Function<JsonNode, String> cell) {
    static Column of(String name, Function<JsonNode, String> cell) {
        return new Column(name, false, cell);
    }

    static Column wide(String name, Function<JsonNode, String> cell) {
        return new Column(name, true, cell);
    }

    /** A field by its JSON pointer. */
    static Column field(String name, String pointer) {
        return of(name, object -> Cells.text(object, pointer));
    }
}
