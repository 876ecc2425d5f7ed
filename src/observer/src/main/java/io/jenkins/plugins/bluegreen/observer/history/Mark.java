package io.jenkins.plugins.bluegreen.observer.history;

/**
 * A moment that a caller named, to cut a recording by.
 *
 * @param name of it
 * @param at when it was set
 */
public record Mark(String name, Moment at) {}
