package io.jenkins.plugins.bluegreen.bench.cluster;

import java.util.Optional;

/** What is measured beside the endpoints, of one order at a time. */
interface Meters {
    /**
     * What the API server was asked by an order.
     *
     * @param number of requests
     * @param reactionMillis from the last status of a ReplicaSet that was written before it, to the first write of a Service; null
     *     if there was none of either
     */
    record Requests(int number, Double reactionMillis) {}

    /** An order begins. */
    void begin();

    /**
     * The order has ended.
     *
     * @param agent of its requests
     * @return those that it made; nothing if nobody counts them
     */
    Optional<Requests> requests(String agent);

    /** What a steady load met since the begin; null if there is none. Called when the dust has settled. */
    Sample.Load load();
}
