package io.jenkins.plugins.bluegreen.observer.history;

/**
 * A time without sight of one kind of object: its watch was broken.
 *
 * @param kind what was not seen
 * @param from since when
 * @param until till when
 * @param lost whether anything may have come and gone unseen. If not, the watch was resumed where it broke and every
 *     change was told after all, only late: then the order is known, and the times are not
 */
public record Blind(Kind kind, Moment from, Moment until, boolean lost) {}
