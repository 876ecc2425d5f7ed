package io.jenkins.plugins.bluegreen.jenkins.views;

/**
 * A step as a view shows it.
 *
 * @param stage that it stands in
 * @param name in large letters
 * @param description beside it; empty if there is none
 * @param state a word: {@code success}, {@code unstable}, {@code failure}, {@code aborted}, {@code running} or
 *     {@code paused}
 */
record Seen(String stage, String name, String description, String state) {}
