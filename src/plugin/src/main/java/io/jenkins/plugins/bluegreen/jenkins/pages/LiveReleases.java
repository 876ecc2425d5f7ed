package io.jenkins.plugins.bluegreen.jenkins.pages;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Job;
import io.jenkins.plugins.bluegreen.drive.ClusterException;
import io.jenkins.plugins.bluegreen.jenkins.Engine;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identities;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identity;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTarget;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTargets;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.report.Overview;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * Releases as clusters have them, read in the background and kept for seconds: nobody who looks at a page waits for a
 * cluster, and many who look at one page cost one read. Callers have checked permissions.
 */
@Extension
public final class LiveReleases {
    private static final Duration FRESH = Duration.ofSeconds(4);
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration RECORDED = Duration.ofMinutes(1);
    private static final int SECONDS = 10;

    private final Map<String, Look> looks = new ConcurrentHashMap<>();

    /** This controller's. */
    static LiveReleases get() {
        return ExtensionList.lookupSingleton(LiveReleases.class);
    }

    /**
     * What is known of a cluster.
     *
     * @param begun when somebody last asked
     * @param pending whether the answer is waited for
     * @param overview the newest answer; null if there was none
     * @param seenAt when it came; null if there was none
     * @param error why there is none to the newest question; empty if there is one, or it is waited for
     */
    public record Look(Instant begun, boolean pending, Overview overview, Instant seenAt, String error) {}

    /** What is known now; asks the cluster if that is old. Does not block. */
    Look of(Job<?, ?> job, JobTarget target) {
        Instant now = Instant.now();
        looks.values().removeIf(look -> look.begun.plus(KEPT).isBefore(now));
        boolean[] ask = new boolean[1];
        Look look = looks.compute(key(job, target), (key, known) -> {
            if (known != null && (known.pending || known.begun.plus(FRESH).isAfter(now))) {
                return known;
            }
            ask[0] = true;
            return known == null
                    ? new Look(now, true, null, null, "")
                    : new Look(now, true, known.overview, known.seenAt, known.error);
        });
        if (ask[0]) {
            Engine.get().blocking().execute(() -> ask(job, target));
        }
        return look;
    }

    private void ask(Job<?, ?> job, JobTarget target) {
        UnaryOperator<String> mask = UnaryOperator.identity();
        try {
            Identity identity = Identities.of(target.access(), job);
            mask = identity::mask;
            UnaryOperator<String> masking = mask;
            Engine.get()
                    .deployer()
                    .overview(identity.to(target.namespace()), target.services(), target.versionLabel())
                    .toCompletableFuture()
                    .copy()
                    .orTimeout(SECONDS, TimeUnit.SECONDS)
                    .whenCompleteAsync(
                            (overview, error) -> answer(job, target, overview, error, masking),
                            Engine.get().blocking());
        } catch (RuntimeException e) {
            answer(job, target, null, e, mask);
        }
    }

    private void answer(
            Job<?, ?> job, JobTarget target, Overview overview, Throwable error, UnaryOperator<String> mask) {
        Instant now = Instant.now();
        looks.computeIfPresent(
                key(job, target),
                (key, known) -> overview == null
                        ? new Look(known.begun, false, known.overview, known.seenAt, sentence(error, mask))
                        : new Look(known.begun, false, overview, now, ""));
        if (overview != null && isNews(job, target, overview, now)) {
            JobTargets.saw(job, target.id(), overview, now);
        }
    }

    private static boolean isNews(Job<?, ?> job, JobTarget target, Overview overview, Instant now) {
        return JobTargets.of(job, target.id())
                .filter(known -> !overview.equals(known.overview())
                        || Instant.parse(known.seenAt()).plus(RECORDED).isBefore(now))
                .isPresent();
    }

    private static String sentence(Throwable error, UnaryOperator<String> mask) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof TimeoutException) {
            return Messages.LiveReleases_Late(SECONDS);
        }
        return cause instanceof InvalidInputException || cause instanceof ClusterException
                ? mask.apply(String.valueOf(cause.getMessage()))
                : Messages.LiveReleases_Bug();
    }

    private static String key(Job<?, ?> job, JobTarget target) {
        return job.getFullName() + "\n" + target.id();
    }
}
