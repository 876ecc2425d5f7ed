package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;

/**
 * What came of a write.
 *
 * @param object to answer with; nobody may change it
 * @param code HTTP status
 */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "Objects of the store are shared, and never changed.")
public record Written(ObjectNode object, int code) {}
