package io.jenkins.plugins.bluegreen.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.bluegreen.bench.order.Arena;
import io.jenkins.plugins.bluegreen.bench.order.Order;
import io.jenkins.plugins.bluegreen.bench.order.Orders;
import io.jenkins.plugins.bluegreen.bench.order.Pause;
import io.jenkins.plugins.bluegreen.bench.order.WarmUp;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The orders of one lane on their way from version to version, in one arena, observed each time. */
final class Track implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What an order upsets late, such as by racing caches, is to be seen too. */
    private static final long AFTERMATH_MILLIS = 600;

    private static final long LOOK_MILLIS = 200;

    private final Arena arena;
    private final List<Order> orders;
    private final ObserverProcess observer;
    private int version = 1;

    Track(Orders.Lane lane, Arena arena, ObserverProcess observer) {
        this.arena = arena;
        this.observer = observer;
        this.orders = lane.begin().apply(arena);
    }

    /** The first version serves when this returns. */
    void begin() {
        orders.get(0).begin("r1");
    }

    /**
     * Brings the next version by each of the orders, and clears up.
     *
     * @param warmUp of its pods
     * @param run which of the runs
     * @param meters what is measured beside the endpoints
     * @return a sample for each order
     */
    List<Sample> run(WarmUp warmUp, int run, Meters meters) {
        arena.warmUp(warmUp);
        version++;
        List<Sample> samples = new ArrayList<>();
        Set<String> serving = Set.of();
        for (Order order : orders) {
            observer.begin(arena.site(), Arena.SERVICE, arena.pods());
            meters.begin();
            order.move("r" + version);
            Optional<Meters.Requests> requests = meters.requests(order.agent());
            Observation seen = settled();
            observer.end();
            samples.add(Sample.of(order.name(), run, warmUp.toString(), seen, requests, meters.load()));
            serving = seen.servingAtEnd().keySet();
        }
        clear(serving);
        return samples;
    }

    private Observation settled() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Observation seen = observer.seen();
        while (seen.cutoverMillis() == null && System.nanoTime() < deadline) {
            Pause.millis(LOOK_MILLIS);
            seen = observer.seen();
        }
        Pause.millis(AFTERMATH_MILLIS);
        return observer.seen();
    }

    /** Deletes what does not serve, and waits until its pods are gone. */
    private void clear(Set<String> serving) {
        for (JsonNode deployment : items(arena.apps("deployments"))) {
            if (!serving.contains(name(deployment))) {
                arena.api().delete(arena.apps("deployments/" + name(deployment)));
            }
        }
        for (JsonNode set : items(arena.apps("replicasets"))) {
            boolean ofDeployment =
                    set.at("/metadata/ownerReferences/0/kind").asText().equals("Deployment");
            if (!ofDeployment && !serving.contains(name(set))) {
                arena.api().delete(arena.apps("replicasets/" + name(set)));
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos() * 2;
        while (items(arena.core("pods")).size() > arena.pods()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Pods of an old version do not go");
            }
            Pause.millis(LOOK_MILLIS);
        }
    }

    private JsonNode items(String path) {
        return arena.api().get(path).path("items");
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    @Override
    public void close() {
        for (int i = orders.size() - 1; i >= 0; i--) {
            orders.get(i).close();
        }
        arena.close();
    }
}
