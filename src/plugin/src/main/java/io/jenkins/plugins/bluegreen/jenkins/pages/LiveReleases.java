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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Releases as clusters have them, read in the background and kept for seconds: nobody who looks at a page waits for a
 * cluster, and many who look at one page cost one read. Callers have checked permissions.
 */
@Extension
public final class LiveReleases {
    private static final Logger LOGGER = Logger.getLogger(LiveReleases.class.getName());
    private static final Duration FRESH = Duration.ofSeconds(4);
    private static final Duration KEPT = Duration.ofMinutes(5);
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
     * @param error tells in the language of who asks it why there is none to the newest question; empty if there is one,
     *     or it is waited for
     */
    public record Look(Instant begun, boolean pending, Overview overview, Instant seenAt, Supplier<String> error) {}

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
                    ? new Look(now, true, null, null, () -> "")
                    : new Look(now, true, known.overview, known.seenAt, known.error);
        });
        if (ask[0]) {
            ask(job, target);
        }
        return look;
    }

    /** All of it has one time limit: also the credential, which may come from a vault that hangs. */
    private void ask(Job<?, ?> job, JobTarget target) {
        Question question = new Question(job, target);
        try {
            Future<?> reading = Engine.get().read(question::ask);
            question.answer.orTimeout(SECONDS, TimeUnit.SECONDS).whenComplete((overview, error) -> {
                if (error instanceof TimeoutException) {
                    reading.cancel(true);
                }
                answer(question, overview, error);
            });
        } catch (RejectedExecutionException e) {
            answer(question, null, e);
        }
    }

    private static final class Question {
        private final Job<?, ?> job;
        private final JobTarget target;
        private final CompletableFuture<Overview> answer = new CompletableFuture<>();
        private volatile UnaryOperator<String> mask = UnaryOperator.identity();

        Question(Job<?, ?> job, JobTarget target) {
            this.job = job;
            this.target = target;
        }

        void ask() {
            try {
                Identity identity = Identities.of(target.access(), job);
                mask = identity::mask;
                Engine.get()
                        .deployer()
                        .overview(identity.to(target.namespace()), target.services(), target.versionLabel())
                        .whenComplete((overview, error) -> {
                            if (error == null) {
                                answer.complete(overview);
                            } else {
                                answer.completeExceptionally(error);
                            }
                        });
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    /** Does not block: it is called wherever the answer comes. */
    private void answer(Question question, Overview overview, Throwable error) {
        Instant now = Instant.now();
        Job<?, ?> job = question.job;
        JobTarget target = question.target;
        looks.computeIfPresent(
                key(job, target),
                (key, known) -> overview == null
                        ? new Look(known.begun, false, known.overview, known.seenAt, reason(error, question.mask))
                        : new Look(known.begun, false, overview, now, () -> ""));
        if (overview != null) {
            try {
                Engine.get().read(() -> JobTargets.saw(job, target.id(), overview, now));
            } catch (RejectedExecutionException e) {
                LOGGER.log(Level.FINE, e, () -> "What " + job + " deploys is written down the next time");
            }
        }
    }

    /** Many look at one answer, each in his own language. */
    private static Supplier<String> reason(Throwable error, UnaryOperator<String> mask) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof TimeoutException) {
            return () -> Messages.LiveReleases_Late(SECONDS);
        }
        if (cause instanceof RejectedExecutionException) {
            return Messages::LiveReleases_Busy;
        }
        return cause instanceof InvalidInputException || cause instanceof ClusterException
                ? () -> mask.apply(String.valueOf(cause.getLocalizedMessage()))
                : Messages::LiveReleases_Bug;
    }

    private static String key(Job<?, ?> job, JobTarget target) {
        return job.getFullName() + "\n" + target.id();
    }
}
