package io.jenkins.plugins.bluegreen.simulator.controllers;

import io.jenkins.plugins.bluegreen.simulator.time.Gate;
import io.jenkins.plugins.bluegreen.simulator.time.Scheduler;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Makes work queues, each with the gate of its controller. */
final class Queues {
    private static final Duration BACKOFF = Duration.ofMillis(5);

    private final Scheduler time;
    private final Map<Controller, Gate> gates = new EnumMap<>(Controller.class);

    Queues(Scheduler time) {
        this.time = time;
        for (Controller each : Controller.values()) {
            gates.put(each, new Gate(time));
        }
    }

    WorkQueue make(Controller controller, WorkQueue.Work work) {
        return make(controller, BACKOFF, work);
    }

    WorkQueue make(Controller controller, Duration backoff, WorkQueue.Work work) {
        return new WorkQueue(time, gates.get(controller), backoff, work);
    }

    Gate gate(Controller controller) {
        return gates.get(controller);
    }
}
