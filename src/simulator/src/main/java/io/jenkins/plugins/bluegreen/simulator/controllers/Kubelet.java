package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Event;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Scheduler and kubelet: a pod gets a node and an address, is started, and is ready after its warm-up. Images whose tag
 * is {@code broken} cannot be pulled, {@code crash} crashes, {@code never-ready} runs and is never ready.
 */
final class Kubelet {
    private final Store store;
    private final Speed settings;
    private final ScheduledExecutorService thread;
    private final Random random;
    private final Set<String> known = new HashSet<>();
    private final Set<String> ending = new HashSet<>();
    private int addresses;

    Kubelet(Store store, Speed settings, ScheduledExecutorService thread, Random random) {
        this.store = store;
        this.settings = settings;
        this.thread = thread;
        this.random = random;
    }

    void changed(Event event) {
        ObjectNode pod = event.object();
        String uid = Json.uid(pod);
        if (event.type().equals("DELETED")) {
            known.remove(uid);
            ending.remove(uid);
        } else if (Json.terminating(pod)) {
            if (ending.add(uid)) {
                later(settings.termination(), () -> store.remove("pods", Json.namespace(pod), Json.name(pod)));
            }
        } else if (known.add(uid)) {
            start(pod);
        }
    }

    private void later(Duration delay, Runnable task) {
        thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void start(ObjectNode pod) {
        String image = pod.path("spec").path("containers").path(0).path("image").asText();
        String tag = image.substring(image.lastIndexOf(':') + 1);
        addresses++;
        String address = "127.%d.%d.%d".formatted(1 + addresses / 62_500, addresses / 250 % 250, addresses % 250 + 1);
        switch (tag) {
            case "broken" -> waiting(pod, "ImagePullBackOff", "Back-off pulling image \"" + image + "\"", 0);
            case "crash" ->
                later(
                        settings.warmupMin(),
                        () -> waiting(pod, "CrashLoopBackOff", "back-off restarting failed container", 3));
            case "never-ready" -> running(pod, address, false);
            default -> {
                running(pod, address, false);
                long spread = settings.warmupMax().minus(settings.warmupMin()).toMillis();
                Duration warmup = settings.warmupMin().plusMillis(spread == 0 ? 0 : random.nextInt((int) spread + 1));
                later(warmup, () -> running(pod, address, true));
            }
        }
    }

    private void running(ObjectNode pod, String address, boolean ready) {
        status(pod, status -> {
            status.put("phase", "Running").put("podIP", address);
            status.putArray("podIPs").addObject().put("ip", address);
            condition(status, ready);
            status.putArray("containerStatuses")
                    .addObject()
                    .put("name", container(pod))
                    .put("ready", ready)
                    .put("restartCount", 0);
        });
    }

    private void waiting(ObjectNode pod, String reason, String message, int restarts) {
        status(pod, status -> {
            status.put("phase", "Pending");
            condition(status, false);
            ObjectNode container = status.putArray("containerStatuses").addObject();
            container.put("name", container(pod)).put("ready", false).put("restartCount", restarts);
            container
                    .putObject("state")
                    .putObject("waiting")
                    .put("reason", reason)
                    .put("message", message);
        });
    }

    private static String container(ObjectNode pod) {
        return pod.path("spec").path("containers").path(0).path("name").asText();
    }

    private static void condition(ObjectNode status, boolean ready) {
        status.putArray("conditions").addObject().put("type", "Ready").put("status", ready ? "True" : "False");
    }

    private void status(ObjectNode pod, Consumer<ObjectNode> change) {
        boolean there = store.get("pods", Json.namespace(pod), Json.name(pod))
                .filter(now -> Json.uid(now).equals(Json.uid(pod)))
                .isPresent();
        if (there) {
            store.update("pods", Json.namespace(pod), Json.name(pod), now -> {
                now.withObjectProperty("spec")
                        .put("nodeName", "node-" + Math.abs(Json.uid(pod).hashCode() % 4));
                change.accept(now.withObjectProperty("status"));
                return now;
            });
        }
    }

    void terminate(ObjectNode pod) {
        markTerminating(store, pod);
    }

    static void markTerminating(Store store, ObjectNode pod) {
        if (store.get("pods", Json.namespace(pod), Json.name(pod)).isPresent()) {
            store.update("pods", Json.namespace(pod), Json.name(pod), now -> {
                if (!Json.terminating(now)) {
                    now.withObjectProperty("metadata")
                            .put(
                                    "deletionTimestamp",
                                    Instant.now()
                                            .truncatedTo(ChronoUnit.SECONDS)
                                            .toString());
                }
                return now;
            });
        }
    }
}
