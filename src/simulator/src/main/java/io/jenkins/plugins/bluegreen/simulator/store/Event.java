package io.jenkins.plugins.bluegreen.simulator.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;

/**
 * A change of an object.
 *
 * @param type {@code ADDED}, {@code MODIFIED} or {@code DELETED}
 * @param resource plural name of its kind
 * @param object as it is after the change; nobody may change it
 * @param version of the store after the change
 */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "Copying each object for each watcher would cost more than it protects.")
public record Event(String type, String resource, ObjectNode object, long version) {}
