package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.Terminator;
import hudson.model.AbstractItem;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.PeriodicWork;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Target;
import io.jenkins.plugins.bluegreen.decide.Targets;
import io.jenkins.plugins.bluegreen.jenkins.Engine;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identities;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identity;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.settings.Requests;
import io.jenkins.plugins.bluegreen.settings.Values;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
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
    }

    private static void settleEnded() {
        settle(Obligations.get().all().stream().filter(Settling::ended).toList());
    }

    private static boolean ended(Obligation obligation) {
        Run<?, ?> build = build(obligation);
        return build == null || !build.isLogUpdated() && !build.isBuilding();
    }

    private static Run<?, ?> build(Obligation obligation) {
        Item item = Jenkins.get().getItemByFullName(obligation.job);
        return item instanceof Job<?, ?> job ? job.getBuildByNumber(obligation.build) : null;
    }

    private static void settle(List<Obligation> all) {
        for (Obligation obligation : all) {
            // What goes on in here is ended first; only then is it known what is left.
            Conduct.live(obligation.runId)
                    .ifPresentOrElse(
                            conduct -> {
                                conduct.cancel(Messages.Settling_BuildEnded());
                                conduct.ending().whenComplete((endings, error) -> later(obligation));
                            },
                            () -> later(obligation));
        }
    }

    private static void later(Obligation obligation) {
        Engine.get().blocking().execute(() -> settle(obligation));
    }

    private static void settle(Obligation obligation) {
        boolean open = Obligations.get().all().stream().anyMatch(other -> other.runId.equals(obligation.runId));
        if (!open || !UNDER_WAY.add(obligation.runId)) {
            return;
        }
        CompletionStage<Boolean> settled;
        try {
            settled = discard(obligation);
        } catch (RuntimeException e) {
            UNDER_WAY.remove(obligation.runId);
            LOGGER.log(
                    Level.WARNING,
                    () -> "What " + obligation.runId + " left could not be discarded: " + e.getMessage());
            return;
        }
        settled.whenCompleteAsync(
                (done, error) -> {
                    UNDER_WAY.remove(obligation.runId);
                    if (error == null && done) {
                        Obligations.get().close(obligation.runId);
                    } else if (error != null && Conduct.cause(error) instanceof InvalidInputException) {
                        // The Service or the workload is gone, and the release with it.
                        Obligations.get().close(obligation.runId);
                    } else {
                        LOGGER.log(
                                Level.WARNING,
                                error,
                                () -> "What " + obligation.runId
                                        + " left could not be discarded yet; it is tried again");
                    }
                },
                Engine.get().blocking());
    }

    private static CompletionStage<Boolean> discard(Obligation obligation) {
        Run<?, ?> build = build(obligation);
        Item item = Jenkins.get().getItemByFullName(obligation.job, AbstractItem.class);
        Identity identity =
                build == null ? Identities.of(obligation.access, item) : Identities.of(obligation.access, build);
        return Engine.get()
                .deployer()
                .start(
                        identity.to(obligation.namespace),
                        obligation.services(),
                        obligation.settings.getVersionLabel(),
                        targets -> request(targets, obligation),
                        event ->
                                LOGGER.log(Level.FINE, () -> obligation.runId + ": " + identity.mask(event.sentence())))
                .ending()
                .thenCompose(ending -> {
                    LOGGER.log(
                            Level.INFO,
                            () -> obligation.runId + ": "
                                    + identity.mask(ending.report().message()));
                    return ending.outcome() instanceof Outcome.Discarded
                            ? CompletableFuture.completedFuture(true)
                            : Engine.get()
                                    .deployer()
                                    .ask(
                                            identity.to(obligation.namespace),
                                            obligation.services(),
                                            obligation.settings.getVersionLabel(),
                                            targets -> nothingDark(targets, obligation));
                });
    }

    /** What carries traffic is not left over: it was promoted by a run that nobody could write down. */
    private static boolean nothingDark(Targets targets, Obligation obligation) {
        Target target = targets.find(Values.text(obligation.workload));
        return targets.active(target).containsAll(targets.madeBy(target, obligation.runId));
    }

    private static Request request(Targets targets, Obligation obligation) {
        Target target = targets.find(Values.text(obligation.workload));
        List<Release> made = targets.madeBy(target, obligation.runId);
        if (made.isEmpty()) {
            throw new InvalidInputException(
                    "a release of " + obligation.runId, "there is none", "nothing has to be done");
        }
        return Requests.discard(target, made.get(made.size() - 1).name(), obligation.settings, obligation.run());
    }
}
