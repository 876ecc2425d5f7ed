package io.jenkins.plugins.bluegreen.simulator.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.registry.Recorder;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Logs;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import io.jenkins.plugins.bluegreen.simulator.time.Gate;
import io.jenkins.plugins.bluegreen.simulator.time.Scheduler;
import io.jenkins.plugins.bluegreen.simulator.time.Speed;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** Leads each pod of its node through its life. One object stands for the kubelets of all nodes. */
final class Kubelet {
    private final Store store;
    private final Scheduler time;
    private final Gate gate;
    private final Speed speed;
    private final Random random;
    private final boolean dualStack;
    private final boolean tells;
    private final Logs logs;
    private final Recorder recorder;
    private final Addresses addresses = new Addresses();
    private final Map<String, PodLife> lives = new HashMap<>();

    Kubelet(
            Store store,
            Scheduler time,
            Gate gate,
            Speed speed,
            Random random,
            boolean dualStack,
            boolean tells,
            Logs logs) {
        this.store = store;
        this.time = time;
        this.gate = gate;
        this.speed = speed;
        this.random = random;
        this.dualStack = dualStack;
        this.tells = tells;
        this.logs = logs;
        this.recorder = new Recorder(store, "kubelet");
    }

    /** A pod has a node, or has changed. */
    void changed(ObjectNode pod) {
        PodLife life = lives.get(Json.uid(pod));
        if (life == null && !pod.path("spec").path("nodeName").asText("").isEmpty()) {
            PodLife begun = new PodLife(this, pod);
            lives.put(Json.uid(pod), begun);
            begun.begin();
            life = begun;
        }
        if (life != null && Json.terminating(pod)) {
            life.end(pod);
        }
    }

    void gone(ObjectNode pod) {
        PodLife life = lives.remove(Json.uid(pod));
        if (life != null) {
            life.cancel();
        }
        logs.forget(Json.uid(pod));
        recorder.forget(pod);
    }

    Speed speed() {
        return speed;
    }

    Duration part(Duration whole) {
        return Warmup.part(whole, random);
    }

    Duration warmup(ObjectNode pod) {
        return Warmup.of(pod, speed, random);
    }

    Runnable later(Duration delay, Runnable task) {
        return time.after(delay, () -> gate.pass(task));
    }

    boolean configured(ObjectNode pod, String resource, String name) {
        return store.get(resource, Json.namespace(pod), name).isPresent();
    }

    void log(ObjectNode pod, JsonNode container, String text) {
        logs.add(new Logs.Line(Json.uid(pod), container.path("name").asText(), store.nowMicro(), text));
    }

    void restarts(ObjectNode pod, JsonNode container) {
        logs.restart(Json.uid(pod), container.path("name").asText());
    }

    void tell(ObjectNode pod, String reason, String message) {
        if (tells) {
            recorder.normal(pod, reason, message);
        }
    }

    void warn(ObjectNode pod, String reason, String message) {
        recorder.warning(pod, reason, message);
    }

    void address(ObjectNode pod) {
        ObjectNode status = pod.withObjectProperty("status");
        if (!status.has("podIP")) {
            int number = addresses.next();
            status.put("podIP", addresses.v4(number));
            var ips = status.putArray("podIPs");
            ips.addObject().put("ip", addresses.v4(number));
            if (dualStack) {
                ips.addObject().put("ip", Addresses.v6(number));
            }
            status.put("hostIP", "127.0.0.1");
        }
    }

    String now() {
        return store.now();
    }

    /** Changes the status of a pod that is still there. */
    void status(ObjectNode pod, Consumer<ObjectNode> change) {
        synchronized (store) {
            ObjectNode there =
                    store.get("pods", Json.namespace(pod), Json.name(pod)).orElse(null);
            if (there != null && Statuses.same(there, pod)) {
                store.update("pods", Json.namespace(pod), Json.name(pod), now -> {
                    change.accept(now);
                    Statuses.settle(now, store.now());
                    return now;
                });
            }
        }
    }

    /** The pod has ended: it goes when nothing else holds it. */
    void remove(ObjectNode pod) {
        synchronized (store) {
            ObjectNode there =
                    store.get("pods", Json.namespace(pod), Json.name(pod)).orElse(null);
            if (there == null || !Statuses.same(there, pod)) {
                return;
            }
            if (there.path("metadata").path("finalizers").isEmpty()) {
                store.remove("pods", Json.namespace(pod), Json.name(pod));
            } else {
                store.update("pods", Json.namespace(pod), Json.name(pod), now -> {
                    now.withObjectProperty("metadata").put("deletionGracePeriodSeconds", 0);
                    return now;
                });
            }
        }
    }
}
