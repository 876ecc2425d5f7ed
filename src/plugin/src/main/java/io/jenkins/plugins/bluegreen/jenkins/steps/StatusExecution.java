package io.jenkins.plugins.bluegreen.jenkins.steps;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.bluegreen.drive.ClusterException;
import io.jenkins.plugins.bluegreen.jenkins.Engine;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identities;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identity;
import io.jenkins.plugins.bluegreen.jenkins.run.BuildReleases;
import io.jenkins.plugins.bluegreen.jenkins.run.DeploySettings;
import io.jenkins.plugins.bluegreen.jenkins.run.Held;
import io.jenkins.plugins.bluegreen.jenkins.run.Reports;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.settings.Requests;
import io.jenkins.plugins.bluegreen.settings.Values;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Asks a cluster without a thread; after a restart it asks again. */
final class StatusExecution extends StepExecution {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ClusterAccess access;
    private final DeploySettings settings;

    StatusExecution(StepContext context, ClusterAccess access, DeploySettings settings) {
        super(context);
        this.access = access;
        this.settings = settings;
    }

    @Override
    public boolean start() {
        ask();
        return false;
    }

    @Override
    public void onResume() {
        ask();
    }

    private void ask() {
        Engine.get().blocking().execute(() -> {
            try {
                overview(
                        getContext().get(Run.class),
                        getContext().get(FlowNode.class).getId());
            } catch (IOException | RuntimeException e) {
                fail(e, UnaryOperator.identity());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail(e, UnaryOperator.identity());
            }
        });
    }

    private void overview(Run<?, ?> build, String step) {
        boolean full = !access.isEmpty() && !settings.getService().isEmpty();
        List<Held> mine = full ? List.of() : BuildReleases.of(build, step, access, settings);
        Held held = mine.isEmpty() ? null : mine.get(mine.size() - 1);
        List<String> services =
                held == null ? Requests.services(settings) : held.target().services();
        Engine.get()
                .ask(() -> Identities.of(held == null ? access : access.over(held.access()), build))
                .whenCompleteAsync(
                        (identity, error) -> {
                            if (error == null) {
                                overview(held, services, identity);
                            } else {
                                fail(error, UnaryOperator.identity());
                            }
                        },
                        Engine.get().blocking());
    }

    private void overview(Held held, List<String> services, Identity identity) {
        String namespace = held == null
                ? Values.text(settings.getNamespace())
                        .or(() -> Values.text(identity.namespace()))
                        .orElse("default")
                : held.target().namespace();
        Engine.get()
                .deployer()
                .overview(identity.to(namespace), services, settings.getVersionLabel())
                .whenCompleteAsync(
                        (overview, error) -> {
                            if (error == null) {
                                getContext().onSuccess(Reports.plain(overview, identity::mask));
                            } else {
                                fail(error, identity::mask);
                            }
                        },
                        Engine.get().blocking());
    }

    /** What a server or a library says may quote a secret. */
    private void fail(Throwable error, UnaryOperator<String> mask) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        boolean told = cause instanceof InvalidInputException || cause instanceof ClusterException;
        getContext().onFailure(told ? new AbortException(mask.apply(String.valueOf(cause.getMessage()))) : cause);
    }
}
