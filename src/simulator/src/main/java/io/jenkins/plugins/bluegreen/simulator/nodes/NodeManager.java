package io.jenkins.plugins.bluegreen.simulator.nodes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.bluegreen.simulator.store.Event;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Logs;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import io.jenkins.plugins.bluegreen.simulator.time.Gate;
import io.jenkins.plugins.bluegreen.simulator.time.Scheduler;
import io.jenkins.plugins.bluegreen.simulator.time.Speed;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Runs the scheduler and the kubelets, and ends the pods of nodes that are gone. */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP2"},
        justification = "The store is shared on purpose.")
public final class NodeManager implements AutoCloseable {
    private static final Duration NODE_GONE = Duration.ofMillis(500);

    private final Store store;
    private final Scheduler time;
    private final Gate gate;
    private final PodScheduler scheduler;
    private final Kubelet kubelet;
    private final Runnable endPods;
    private final Runnable endNodes;

    /**
     * How many nodes, and of what kind.
     *
     * @param nodes how many
     * @param dualStack whether pods get IPv6 addresses too
     * @param tells whether pods tell of their life by events
     * @param seed of everything random
     */
    public record Wish(int nodes, boolean dualStack, boolean tells, long seed) {}

    /**
     * Makes the nodes and starts.
     *
     * @param store where the pods are
     * @param time that it goes by
     * @param speed of pods
     * @param wish how many nodes
     * @param logs where containers write to
     */
    public NodeManager(Store store, Scheduler time, Speed speed, Wish wish, Logs logs) {
        this.store = store;
        this.time = time;
        gate = new Gate(time);
        scheduler = new PodScheduler(store, time, gate, wish.tells());
        kubelet = new Kubelet(store, time, gate, speed, new Random(wish.seed()), wish.dualStack(), wish.tells(), logs);
        for (int i = 0; i < wish.nodes(); i++) {
            store.create("nodes", Nodes.node(i, store.now()));
        }
        endPods = store.watch("pods", 0, event -> time.execute(() -> pod(event)));
        endNodes = store.watch("nodes", 0, event -> time.execute(() -> node(event)));
    }

    private void pod(Event event) {
        scheduler.pod(event);
        if (event.type().equals("DELETED")) {
            kubelet.gone(event.object());
        } else {
            gate.pass(() -> kubelet.changed(event.object()));
        }
    }

    private void node(Event event) {
        scheduler.again();
        String name = Json.name(event.object());
        boolean gone = event.type().equals("DELETED");
        boolean ready =
                Json.condition(event.object(), "Ready").path("status").asText().equals("True");
        boolean was = event.before()
                .map(node ->
                        Json.condition(node, "Ready").path("status").asText().equals("True"))
                .orElse(true);
        if (gone) {
            time.after(NODE_GONE, () -> gate.pass(() -> collect(name)));
        } else if (was && !ready) {
            pods(name)
                    .forEach(pod -> store.update("pods", Json.namespace(pod), Json.name(pod), now -> {
                        Statuses.condition(now, "Ready", false, "NodeNotReady", "Node is not ready", store.now());
                        return now;
                    }));
        } else if (!was && ready) {
            pods(name).forEach(pod -> kubelet.status(pod, now -> {}));
        }
    }

    private List<ObjectNode> pods(String node) {
        return store.list("pods", "").stream()
                .filter(pod -> pod.path("spec").path("nodeName").asText().equals(node))
                .toList();
    }

    /** As the pod garbage collector does with pods whose node is no more. */
    private void collect(String node) {
        if (store.get("nodes", "", node).isEmpty()) {
            pods(node).forEach(pod -> store.remove("pods", Json.namespace(pod), Json.name(pod)));
        }
    }

    /** Holds back what scheduler and kubelets do; containers that run go on. */
    public void pause() {
        gate.close();
    }

    /** Lets them go on. */
    public void resume() {
        gate.open();
    }

    @Override
    public void close() {
        gate.close();
        endPods.run();
        endNodes.run();
    }
}
