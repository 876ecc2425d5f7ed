package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.registry.Registry;
import io.jenkins.plugins.bluegreen.simulator.registry.Write;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Kinds;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.time.Duration;

/** Gives a namespace what each has, and empties one that is to go. */
final class Namespaces {
    private static final Duration AGAIN = Duration.ofMillis(50);

    private final Registry registry;
    private final Store store;
    private final String ca;
    private final Cache namespaces;
    private final WorkQueue queue;

    Namespaces(Registry registry, String ca, Cache namespaces, Queues queues) {
        this.registry = registry;
        this.store = registry.store();
        this.ca = ca;
        this.namespaces = namespaces;
        this.queue = queues.make(Controller.NAMESPACE, this::sync);
        namespaces.keys(queue::add);
    }

    private boolean sync(String key, Runnable done) {
        namespaces.get(key).ifPresent(namespace -> {
            if (Json.terminating(namespace)) {
                empty(key, Json.name(namespace));
            } else {
                furnish(Json.name(namespace));
            }
        });
        return false;
    }

    private void furnish(String namespace) {
        synchronized (store) {
            if (store.get("serviceaccounts", namespace, "default").isEmpty()) {
                registry.create(Kinds.of("serviceaccounts"), namespace, named("default"), Write.INTERNAL);
            }
            if (store.get("configmaps", namespace, "kube-root-ca.crt").isEmpty()) {
                ObjectNode map = named("kube-root-ca.crt");
                map.putObject("data").put("ca.crt", ca);
                registry.create(Kinds.of("configmaps"), namespace, map, Write.INTERNAL);
            }
        }
    }

    private static ObjectNode named(String name) {
        ObjectNode object = Store.object();
        object.putObject("metadata").put("name", name);
        return object;
    }

    private void empty(String key, String namespace) {
        boolean any = false;
        for (Kind kind : Kinds.ALL) {
            if (kind.namespaced()) {
                for (ObjectNode object : store.list(kind.plural(), namespace)) {
                    any = true;
                    if (!Json.terminating(object)) {
                        registry.delete(kind, namespace, Json.name(object), Store.object(), false);
                    }
                }
            }
        }
        if (any) {
            queue.after(key, AGAIN);
        } else {
            store.remove("namespaces", "", namespace);
        }
    }
}
