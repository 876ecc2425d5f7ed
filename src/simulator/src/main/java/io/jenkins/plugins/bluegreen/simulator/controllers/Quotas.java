package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;

/** Counts how much of a ResourceQuota is used, for pods. */
final class Quotas {
    private final Store store;
    private final Cache quotas;
    private final Cache pods;

    Quotas(Store store, Cache quotas, Cache pods, Queues queues) {
        this.store = store;
        this.quotas = quotas;
        this.pods = pods;
        WorkQueue queue = queues.make(Controller.RESOURCE_QUOTA, this::sync);
        quotas.keys(queue::add);
        pods.listen((before, now) -> {
            if (before.isEmpty() || now.isEmpty()) {
                String namespace = Json.namespace(now.or(() -> before).orElseThrow());
                quotas.in(namespace).forEach(quota -> queue.add(Cache.key(quota)));
            }
        });
    }

    private boolean sync(String key, Runnable done) {
        quotas.get(key).ifPresent(quota -> {
            long count = pods.in(Json.namespace(quota)).stream()
                    .filter(pod -> !Json.finished(pod))
                    .count();
            ObjectNode status = Store.object();
            status.set("hard", quota.path("spec").path("hard").deepCopy());
            ObjectNode used = status.putObject("used");
            quota.path("spec")
                    .path("hard")
                    .fieldNames()
                    .forEachRemaining(name -> used.put(
                            name, name.equals("pods") || name.equals("count/pods") ? Long.toString(count) : "0"));
            if (!status.equals(quota.path("status"))) {
                Statuses.write(store, "resourcequotas", quota, status);
            }
        });
        return false;
    }
}
