package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.Bound;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is asked for.
 *
 * @param goal what is to be reached
 * @param namespace where
 * @param services names of the Services whose traffic is moved; at least one
 * @param workload base name of the workload
 * @param mode how releases and Services belong together
 * @param options everything that has a default
 * @param run who asks
 */
public record Request(
        Goal goal, String namespace, List<String> services, String workload, Mode mode, Options options, Run run) {

    public Request {
        services = List.copyOf(services);
    }

    /** What is to be reached. */
    public sealed interface Goal {
        /**
         * A new release has the traffic.
         *
         * @param bound the workload with its images
         * @param gated whether a gate is asked between "available" and the cutover
         */
        record Deploy(Bound bound, boolean gated) implements Goal {}

        /**
         * A new release is available and dark, ready to be promoted.
         *
         * @param bound the workload with its images
         */
        record Prepare(Bound bound) implements Goal {}

        /**
         * A release that was prepared has the traffic.
         *
         * @param release its name
         */
        record Promote(String release) implements Goal {}

        /**
         * A release that was prepared is gone.
         *
         * @param release its name
         */
        record Discard(String release) implements Goal {}

        /**
         * An earlier release has the traffic again.
         *
         * @param to name or version of a release; the previous good one if empty
         * @param from only if this release has the traffic; whichever has it if empty
         */
        record Rollback(Optional<String> to, Optional<String> from) implements Goal {}
    }

    /**
     * Everything that has a default.
     *
     * @param cutover how traffic is moved
     * @param versionLabel key of the label that names the version in selector mode
     * @param replicas size of the candidate; the manifest's, at least the active release's, if empty
     * @param readyTimeout how long the candidate may take to become available
     * @param stable how long it must stay available before the cutover
     * @param unschedulableGrace how long a pod may find no node
     * @param verify how long it is watched after the cutover
     * @param settle how long both serve in an overlap; by what the Service is if empty
     * @param drain how long the old release is left alone before it is retired
     * @param retire what happens to it then
     * @param history how many releases without traffic are kept
     * @param keepFailed whether a failed candidate is kept
     * @param previewService name of a Service over the candidate as long as it is dark
     * @param allowDarkTraffic whether another Service may select the candidate while it is dark
     * @param concurrency patches of pods at once
     */
    public record Options(
            CutoverChoice cutover,
            String versionLabel,
            OptionalInt replicas,
            Duration readyTimeout,
            Duration stable,
            Duration unschedulableGrace,
            Duration verify,
            Optional<Duration> settle,
            Duration drain,
            Retire retire,
            int history,
            boolean keepFailed,
            Optional<String> previewService,
            boolean allowDarkTraffic,
            int concurrency) {

        /** The defaults. */
        public static Options defaults() {
            return new Options(
                    CutoverChoice.AUTO,
                    "version",
                    OptionalInt.empty(),
                    Duration.ofMinutes(10),
                    Duration.ZERO,
                    Duration.ofMinutes(1),
                    Duration.ZERO,
                    Optional.empty(),
                    Duration.ofSeconds(30),
                    Retire.KEEP,
                    3,
                    false,
                    Optional.empty(),
                    false,
                    16);
        }
    }

    /**
     * Who asks.
     *
     * @param id unique among all runs on the cluster
     * @param url where the run can be looked at, or a sentence about it
     */
    public record Run(String id, String url) {}

    /** The workload to make a release of, if the goal makes one. */
    public Optional<Bound> bound() {
        if (goal instanceof Goal.Deploy deploy) {
            return Optional.of(deploy.bound());
        }
        return goal instanceof Goal.Prepare prepare ? Optional.of(prepare.bound()) : Optional.empty();
    }
}
