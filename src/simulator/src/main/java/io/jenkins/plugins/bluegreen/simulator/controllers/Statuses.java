package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;

/** Writes what a controller has counted. */
final class Statuses {
    private Statuses() {}

    /** Unless the object is gone, or is another of its name. */
    static void write(Store store, String resource, ObjectNode object, ObjectNode status) {
        synchronized (store) {
            boolean same = store.get(resource, Json.namespace(object), Json.name(object))
                    .filter(now -> Json.uid(now).equals(Json.uid(object)))
                    .isPresent();
            if (same) {
                store.update(
                        resource,
                        Json.namespace(object),
                        Json.name(object),
                        now -> now.<ObjectNode>set("status", status));
            }
        }
    }
}
