package io.jenkins.plugins.bluegreen.observer.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.Moment;
import io.jenkins.plugins.bluegreen.observer.history.Sight;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks from time to time how far the API server's store is: see {@link Fact.Probe}. */
final class Prober {
    private static final Duration ACTIVE = Duration.ofSeconds(2);

    private final Api api;
    private final Resource resource;
    private final Settings settings;
    private final Sink sink;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile long changed = System.nanoTime();
    private volatile long asked = System.nanoTime();

    Prober(Api api, Resource resource, Settings settings, Sink sink) {
        this.api = api;
        this.resource = resource;
        this.settings = settings;
        this.sink = sink;
    }

    void start(ScheduledExecutorService timer) {
        long tick = settings.probe().toNanos();
        timer.scheduleWithFixedDelay(this::tick, 0, tick, TimeUnit.NANOSECONDS);
    }

    /** Something changed: probes are of use now. */
    void changed() {
        changed = System.nanoTime();
    }

    private void tick() {
        long now = System.nanoTime();
        boolean due = now - changed < ACTIVE.toNanos()
                || now - asked >= settings.idleProbe().toNanos();
        if (due && asking.compareAndSet(false, true)) {
            asked = now;
            api.list(resource).whenComplete((list, error) -> {
                asking.set(false);
                if (error == null) {
                    answered(list, now);
                }
            });
        }
    }

    private void answered(JsonNode list, long sent) {
        sink.seen(new Sight(Moment.now(), Reader.version(list), new Fact.Probe(sent)));
    }
}
