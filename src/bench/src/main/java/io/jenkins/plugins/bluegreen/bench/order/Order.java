package io.jenkins.plugins.bluegreen.bench.order;

/** One way to bring a new version. An instance belongs to one {@link Arena}. */
public interface Order extends AutoCloseable {
    /** What it is called in tables and on the command line. */
    String name();

    /** Name of its requests' user agent, without a version: by that they are told from those of the others. */
    String agent();

    /**
     * Brings the first version: nothing is measured yet.
     *
     * @param version to bring, such as {@code r1}
     */
    void begin(String version);

    /**
     * Brings the next version in place of the one that serves; returns when the order is through with it.
     *
     * @param version to bring, such as {@code r2}
     */
    void move(String version);

    /** Ends what it started. */
    @Override
    default void close() {}
}
