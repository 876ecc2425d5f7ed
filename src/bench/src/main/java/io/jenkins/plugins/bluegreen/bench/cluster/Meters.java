package io.jenkins.plugins.bluegreen.bench.cluster;

/** What is measured beside the endpoints, of one order at a time. */
interface Meters {
    /** An order begins. */
    void begin();

    /**
     * The order has ended.
     *
     * @param agent of its requests
     * @return how many it made; null if nobody counts them
     */
    Integer requests(String agent);

    /** What a steady load met since the begin; null if there is none. Called when the dust has settled. */
    Sample.Load load();
}
