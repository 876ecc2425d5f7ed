package io.jenkins.plugins.bluegreen.simulator.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A change of an object.
 *
 * @param type {@code ADDED}, {@code MODIFIED} or {@code DELETED}
 * @param resource plural name of its kind
 * @param object as it is after the change; nobody may change it
 * @param version of the store after the change
 */
public record Event(String type, String resource, ObjectNode object, long version) {}
