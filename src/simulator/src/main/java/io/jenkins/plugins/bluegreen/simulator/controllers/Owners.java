package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Ownership: who has it, gets it and loses it, as the reference manager of the real controllers does. */
final class Owners {
    private final Store store;
    private final String ownerResource;
    private final String resource;

    Owners(Store store, String ownerResource, String resource) {
        this.store = store;
        this.ownerResource = ownerResource;
        this.resource = resource;
    }

    static ObjectNode reference(JsonNode owner) {
        return Store.object()
                .put("apiVersion", owner.path("apiVersion").asText())
                .put("kind", owner.path("kind").asText())
                .put("name", Json.name(owner))
                .put("uid", Json.uid(owner))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }

    /** Of those that are owned or could be, the ones that are the owner's after adoption and release. */
    List<ObjectNode> claim(ObjectNode owner, List<ObjectNode> candidates) {
        List<ObjectNode> claimed = new ArrayList<>();
        JsonNode selector = owner.path("spec").path("selector");
        for (ObjectNode candidate : candidates) {
            boolean matches = Json.matches(selector, Json.labels(candidate));
            boolean owned =
                    Json.owner(candidate).filter(Json.uid(owner)::equals).isPresent();
            if (owned && matches) {
                claimed.add(candidate);
            } else if (owned && !Json.terminating(owner)) {
                release(owner, candidate);
            } else if (matches
                    && Json.owner(candidate).isEmpty()
                    && !Json.terminating(owner)
                    && !Json.terminating(candidate)
                    && adopt(owner, candidate)) {
                claimed.add(candidate);
            }
        }
        return claimed;
    }

    private boolean adopt(ObjectNode owner, ObjectNode object) {
        // Asked of the store itself, as the real one does, lest a deleted owner adopts.
        boolean lives = store.get(ownerResource, Json.namespace(owner), Json.name(owner))
                .filter(now -> Json.uid(now).equals(Json.uid(owner)) && !Json.terminating(now))
                .isPresent();
        return lives
                && change(object, now -> {
                    if (Json.owner(now).isEmpty()) {
                        now.withObjectProperty("metadata")
                                .withArrayProperty("ownerReferences")
                                .add(reference(owner));
                    }
                });
    }

    private void release(ObjectNode owner, ObjectNode object) {
        change(object, now -> {
            var references = now.withObjectProperty("metadata").withArrayProperty("ownerReferences");
            references.removeIf(each -> each.path("uid").asText().equals(Json.uid(owner)));
            if (references.isEmpty()) {
                now.withObjectProperty("metadata").remove("ownerReferences");
            }
        });
    }

    private boolean change(ObjectNode object, Consumer<ObjectNode> change) {
        try {
            synchronized (store) {
                boolean same = store.get(resource, Json.namespace(object), Json.name(object))
                        .filter(now -> Json.uid(now).equals(Json.uid(object)))
                        .isPresent();
                if (same) {
                    store.update(resource, Json.namespace(object), Json.name(object), now -> {
                        change.accept(now);
                        return now;
                    });
                }
                return same;
            }
        } catch (StatusException e) {
            return false;
        }
    }
}
