package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.util.List;
import java.util.Map;

/**
 * What a deployment would do. Read-only: nothing of it was done.
 *
 * @param schemaVersion of the fields; {@link #SCHEMA_VERSION}
 * @param release the release that would be made, or that is there already
 * @param exists whether it is there already
 * @param active whether it has the traffic already, so that nothing would be done
 * @param replicas how many pods it would have
 * @param images image by container
 * @param replaces names of the releases that would lose the traffic
 * @param cutover {@code atomic} or {@code overlap}
 * @param steps what would be done, a sentence each, in order
 * @param problems what stands in the way; nothing can be done as long as there are any
 * @param warnings what should be known, sentences
 */
public record Plan(
        int schemaVersion,
        String release,
        boolean exists,
        boolean active,
        int replicas,
        Map<String, String> images,
        List<String> replaces,
        String cutover,
        List<String> steps,
        List<Problem> problems,
        List<String> warnings) {
    /** The version that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    public Plan {
        images = Map.copyOf(images);
        replaces = List.copyOf(replaces);
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}
