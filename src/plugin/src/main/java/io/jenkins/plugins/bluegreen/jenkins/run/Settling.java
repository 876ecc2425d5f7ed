package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.Terminator;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.PeriodicWork;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.bluegreen.drive.ClusterException;
import io.jenkins.plugins.bluegreen.jenkins.Engine;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identities;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identity;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Discards what ended builds have left without traffic: at the end of the build, when it is deleted, after a restart, and
 * again later where the cluster could not be asked.
 */
public final class Settling {
    private static final Logger LOGGER = Logger.getLogger(Settling.class.getName());
    private static final Set<String> UNDER_WAY = ConcurrentHashMap.newKeySet();

    /** Why the last attempt of a run's was in vain: the same is not told every few minutes. */
    private static final Map<String, String> TOLD = new ConcurrentHashMap<>();

    private static final long PATIENCE = TimeUnit.DAYS.toMillis(7);

    private Settling() {}

    /** At the end of a build. */
    @Extension
    public static final class AtTheEnd extends RunListener<Run<?, ?>> {
        @Override
        public void onCompleted(Run<?, ?> build, TaskListener listener) {
            List<Obligation> open = Obligations.get().of(build);
            open.forEach(obligation -> listener.getLogger().println(Messages.Settling_Discards(obligation.workload)));
            settle(open);
        }

        @Override
        public void onDeleted(Run<?, ?> build) {
            settle(Obligations.get().of(build));
        }
    }

    /** When a job is moved its builds are answerable all the same; when it is deleted, nobody is asked any more. */
    @Extension
    public static final class WithItsJob extends ItemListener {
        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            Obligations.get().moved(oldFullName, newFullName);
        }

        @Override
        public void onDeleted(Item item) {
            settle(Obligations.get().of(item.getFullName()));
        }
    }

    /** Again later. */
    @Extension
    public static final class Later extends PeriodicWork {
        @Override
        public long getRecurrencePeriod() {
            return TimeUnit.MINUTES.toMillis(5);
        }

        @Override
        protected void doRun() {
            Engine.get().blocking().execute(Settling::settleEnded);
        }
    }

    /** After a restart: builds that go on keep what they have. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED, fatal = false)
    public static void afterRestart() {
        Engine.get().blocking().execute(() -> {
            Obligations.get().load();
            settleEnded();
        });
    }

    /** A restart within one process begins anew. */
    @Terminator
    public static void forget() {
        UNDER_WAY.clear();
        TOLD.clear();
    }

    private static void settleEnded() {
        settle(Obligations.get().all().stream().filter(Settling::ended).toList());
    }

    private static boolean ended(Obligation obligation) {
        Run<?, ?> build = build(obligation);
        return build == null || !build.isLogUpdated() && !build.isBuilding();
    }

    private static Item job(Obligation obligation) {
        return Jenkins.get().getItemByFullName(obligation.job);
    }

    private static Run<?, ?> build(Obligation obligation) {
        return job(obligation) instanceof Job<?, ?> job ? job.getBuildByNumber(obligation.build) : null;
    }

    private static void settle(List<Obligation> all) {
        for (Obligation obligation : all) {
            // What goes on in here is ended first; only then is it known what is left.
            Conduct.live(obligation.runId)
                    .ifPresentOrElse(
                            conduct -> {
                                conduct.cancel(Messages.Settling_BuildEnded());
                                conduct.ending().whenComplete((endings, error) -> later(obligation.runId));
                            },
                            () -> later(obligation.runId));
        }
    }

    private static void later(String runId) {
        Engine.get().blocking().execute(() -> settle(runId));
    }

    private static void settle(String runId) {
        if (!UNDER_WAY.add(runId)) {
            return;
        }
        // Looked up only now: whoever was before this one may have closed it.
        Optional<Obligation> open = Obligations.get().find(runId);
        open.map(Settling::settle)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .whenComplete((done, error) -> UNDER_WAY.remove(runId));
    }

    private static CompletionStage<Void> settle(Obligation obligation) {
        Executor blocking = Engine.get().blocking();
        return Engine.get()
                .ask(() -> identity(obligation))
                .handleAsync(
                        (identity, error) -> {
                            if (error == null) {
                                return discard(obligation, identity);
                            }
                            boolean invalid = Conduct.cause(error) instanceof InvalidInputException;
                            failed(obligation, sentence(error), invalid && job(obligation) == null);
                            return CompletableFuture.<Void>completedFuture(null);
                        },
                        blocking)
                .thenCompose(discarded -> discarded);
    }

    private static CompletionStage<Void> discard(Obligation obligation, Identity identity) {
        return CompletableFuture.completedFuture(new Discarding(obligation, identity))
                .thenCompose(Discarding::begin)
                .handleAsync(
                        (why, error) -> {
                            if (error != null) {
                                failed(obligation, identity.mask(sentence(error)), false);
                            } else if (why.isPresent()) {
                                failed(obligation, identity.mask(why.get()), false);
                            } else {
                                close(obligation);
                            }
                            return null;
                        },
                        Engine.get().blocking());
    }

    /** Of its build if that is there, else of its job, else of what jobs may use where it was. */
    private static Identity identity(Obligation obligation) {
        Run<?, ?> build = build(obligation);
        if (build != null) {
            return Identities.of(obligation.access, build);
        }
        Item job = job(obligation);
        if (job != null) {
            return Identities.of(obligation.access, job);
        }
        if (!obligation.asSystem) {
            throw new InvalidInputException(
                    Messages.Settling_Gone(obligation.job),
                    Messages.Settling_Gone_AsWhom(),
                    Messages.Settling_Gone_Todo());
        }
        return Identities.ofGone(obligation.access, obligation.job);
    }

    /** The same reason is told once; and nothing is tried for ever. */
    private static void failed(Obligation obligation, String why, boolean forGood) {
        boolean late = System.currentTimeMillis() - obligation.since > PATIENCE;
        if (forGood || late) {
            LOGGER.log(
                    Level.WARNING,
                    () -> "What " + obligation.runId + " left of " + obligation.workload + " in namespace "
                            + obligation.namespace
                            + " has to be deleted by hand, and is not looked at again: " + why);
            close(obligation);
        } else if (!why.equals(TOLD.put(obligation.runId, why))) {
            LOGGER.log(
                    Level.WARNING,
                    () -> "What " + obligation.runId + " left could not be discarded yet; it is tried again: " + why);
        }
    }

    private static void close(Obligation obligation) {
        TOLD.remove(obligation.runId);
        Obligations.get().close(obligation.runId);
    }

    private static String sentence(Throwable error) {
        Throwable cause = Conduct.cause(error);
        return cause instanceof InvalidInputException || cause instanceof ClusterException
                ? String.valueOf(cause.getMessage())
                : cause.toString();
    }
}
