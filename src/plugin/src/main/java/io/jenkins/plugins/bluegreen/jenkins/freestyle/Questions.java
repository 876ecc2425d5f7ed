package io.jenkins.plugins.bluegreen.jenkins.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Util;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.bluegreen.decide.Plan;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.drive.ClusterException;
import io.jenkins.plugins.bluegreen.jenkins.Engine;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identities;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identity;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Probe;
import io.jenkins.plugins.bluegreen.jenkins.run.Manifests;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import io.jenkins.plugins.bluegreen.settings.Requests;
import io.jenkins.plugins.bluegreen.settings.Values;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a form asks a cluster. Callers have checked that the user may use credentials of the item. */
final class Questions {
    private static final long SECONDS = 15;

    private Questions() {}

    /** Whether a cluster answers. */
    static FormValidation connection(@CheckForNull Item item, ClusterAccess access, String namespace) {
        return answer(() -> {
            Identity identity = Identities.of(access, item);
            String where = Values.text(namespace)
                    .or(() -> Values.text(identity.namespace()))
                    .orElse("default");
            String no = Probe.ask(identity, where);
            return CompletableFuture.completedFuture(
                    no == null ? FormValidation.ok(Messages.Questions_Connected(where)) : FormValidation.error(no));
        });
    }

    /** What a deployment would do; read-only. */
    static FormValidation plan(@CheckForNull Item item, DeployBuilder builder) {
        return answer(() -> {
            Identity identity = Identities.of(builder.access(), item);
            Request request = Requests.deploy(
                    builder.settings(),
                    text(item, builder),
                    identity.namespace(),
                    Requests.Extent.DEPLOY,
                    new Request.Run("plan", "a form"));
            return Engine.get()
                    .deployer()
                    .plan(identity.to(request.namespace()), request)
                    .thenApply(plan -> shown(plan, identity));
        });
    }

    private static String text(Item item, DeployBuilder builder) throws IOException, InterruptedException {
        if (!builder.getManifestText().isEmpty()) {
            return builder.getManifestText();
        }
        if (builder.getManifest().isEmpty()) {
            throw Manifests.notOne();
        }
        boolean mayRead = item != null && item.hasPermission(Item.WORKSPACE);
        FilePath workspace =
                mayRead && item instanceof AbstractProject<?, ?> project ? project.getSomeWorkspace() : null;
        return Manifests.read(workspace, builder.getManifest());
    }

    private static FormValidation shown(Plan plan, Identity identity) {
        String lines = Stream.of(
                        plan.problems().stream().map(Problem::sentence),
                        plan.steps().stream(),
                        plan.warnings().stream())
                .flatMap(part -> part)
                .map(identity::mask)
                .map(Util::escape)
                .collect(Collectors.joining("<br>"));
        if (!plan.problems().isEmpty()) {
            return FormValidation.errorWithMarkup(lines);
        }
        return plan.warnings().isEmpty() ? FormValidation.okWithMarkup(lines) : FormValidation.warningWithMarkup(lines);
    }

    /** On a thread that sees the client's parts, and no longer than a person waits. */
    private static FormValidation answer(Callable<CompletionStage<FormValidation>> question) {
        CompletableFuture<FormValidation> answer = new CompletableFuture<>();
        Engine.get().blocking().execute(() -> {
            try {
                question.call().whenComplete((found, error) -> {
                    if (error == null) {
                        answer.complete(found);
                    } else {
                        answer.completeExceptionally(error);
                    }
                });
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return FormValidation.error(Messages.Questions_Late(SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FormValidation.error(Messages.Endings_Aborted());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : e.getCause();
            boolean told = cause instanceof InvalidInputException || cause instanceof ClusterException;
            return told
                    ? FormValidation.error(cause.getMessage())
                    : FormValidation.error(cause, Messages.Questions_Failed());
        }
    }
}
