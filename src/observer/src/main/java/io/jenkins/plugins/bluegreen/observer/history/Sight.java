package io.jenkins.plugins.bluegreen.observer.history;

/**
 * One fact, and when it was seen.
 *
 * @param seen when the message that told of it had arrived, before it was parsed
 * @param version the resourceVersion at which it is true, or {@link #NO_VERSION}. Those of one cluster are numbers that
 *     count the writes to one store, of all kinds together; they order what separate watches tell
 * @param fact what was seen
 */
public record Sight(Moment seen, long version, Fact fact) {
    /** The version is not known, or is not a number. */
    public static final long NO_VERSION = -1;
}
