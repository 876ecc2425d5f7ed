package io.jenkins.plugins.bluegreen.simulator.registry;

/**
 * How a write is to be done.
 *
 * @param dryRun answers as if it was done
 * @param manager who is to own the fields; empty for a controller, whose fields nobody asks for
 * @param force takes fields over from other managers, at server-side apply
 */
public record Write(boolean dryRun, String manager, boolean force) {
    /** As controllers write. */
    public static final Write INTERNAL = new Write(false, "", false);
}
