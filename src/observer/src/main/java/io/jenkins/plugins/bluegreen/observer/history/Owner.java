package io.jenkins.plugins.bluegreen.observer.history;

/**
 * An object's controlling owner.
 *
 * @param kind {@code ReplicaSet}, {@code Deployment} and so on
 * @param name its name
 * @param uid its UID
 */
public record Owner(String kind, String name, String uid) {}
