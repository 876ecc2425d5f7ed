package io.jenkins.plugins.bluegreen.jenkins.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Util;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterValue;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jvnet.localizer.Localizable;

/** What a form asks a cluster. Callers have checked that the user may use credentials of the item. */
final class Questions {
    private static final long SECONDS = 15;

    private Questions() {}

    /** What is asked, on a thread that may wait; what is made of the answer is in the language of whoever asks. */
    private interface Question {
        CompletionStage<Supplier<FormValidation>> ask(Identity identity) throws Exception;
    }

    /** Whether a cluster answers. */
    static FormValidation connection(@CheckForNull Item item, ClusterAccess access, String namespace) {
        return answer(item, access, identity -> {
            String where = Values.text(namespace)
                    .or(() -> Values.text(identity.namespace()))
                    .orElse("default");
            Optional<Localizable> no = Probe.ask(identity, where);
            return CompletableFuture.completedFuture(() -> no.map(why -> FormValidation.error(why.toString()))
                    .orElseGet(() -> FormValidation.ok(Messages.Questions_Connected(where))));
        });
    }

    /** What a deployment would do; read-only. */
    static FormValidation plan(@CheckForNull Item item, DeployBuilder builder) {
        return answer(item, builder.access(), identity -> {
            Request request = Requests.deploy(
                    builder.settings().expanded(variables(item)::expand),
                    text(item, builder),
                    identity.namespace(),
                    builder.getGate().isEmpty() ? Requests.Extent.DEPLOY : Requests.Extent.DEPLOY_WITH_GATE,
                    new Request.Run("plan", "a form"));
            return Engine.get()
                    .deployer()
                    .plan(identity.to(request.namespace()), request)
                    .thenApply(plan -> () -> shown(plan, identity));
        });
    }

    /** What the next build will have of them, as far as that is known before it runs. */
    private static EnvVars variables(@CheckForNull Item item) {
        EnvVars variables = new EnvVars();
        if (item instanceof Job<?, ?> job) {
            variables.putAll(job.getCharacteristicEnvVars());
            variables.put("BUILD_NUMBER", String.valueOf(job.getNextBuildNumber()));
            ParametersDefinitionProperty parameters = job.getProperty(ParametersDefinitionProperty.class);
            if (parameters != null) {
                parameters.getParameterDefinitions().stream()
                        .map(ParameterDefinition::getDefaultParameterValue)
                        .filter(value -> value instanceof StringParameterValue && !value.isSensitive())
                        .forEach(value -> variables.put(value.getName(), String.valueOf(value.getValue())));
            }
        }
        return variables;
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
        String images = plan.problems().isEmpty()
                ? list(
                        Messages.Questions_Images(),
                        "ul",
                        identity,
                        plan.images().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(image -> image.getKey() + ": " + image.getValue()))
                : "";
        String markup = list(
                        Messages.Questions_Problems(),
                        "ul",
                        identity,
                        plan.problems().stream().map(Problem::sentence))
                + list(Messages.Questions_Steps(), "ol", identity, plan.steps().stream())
                + images
                + list(Messages.Questions_Warnings(), "ul", identity, plan.warnings().stream());
        if (!plan.problems().isEmpty()) {
            return FormValidation.errorWithMarkup(markup);
        }
        return plan.warnings().isEmpty()
                ? FormValidation.okWithMarkup(markup)
                : FormValidation.warningWithMarkup(markup);
    }

    private static String list(String heading, String element, Identity identity, Stream<String> sentences) {
        String items = sentences
                .map(identity::mask)
                .map(Util::escape)
                .map(sentence -> "<li>" + sentence + "</li>")
                .collect(Collectors.joining());
        return items.isEmpty()
                ? ""
                : "<strong>%s</strong><%s>%s</%s>".formatted(Util.escape(heading), element, items, element);
    }

    /** On a thread for those who look, and no longer than a person waits. */
    private static FormValidation answer(@CheckForNull Item item, ClusterAccess access, Question question) {
        CompletableFuture<Supplier<FormValidation>> answer = new CompletableFuture<>();
        AtomicReference<Identity> known = new AtomicReference<>();
        Future<?> asking = Engine.get().read(() -> {
            try {
                known.set(Identities.of(access, item));
                question.ask(known.get()).whenComplete((found, error) -> {
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
            return answer.get(SECONDS, TimeUnit.SECONDS).get();
        } catch (TimeoutException e) {
            asking.cancel(true);
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
                    ? FormValidation.error(masked(known.get(), cause.getLocalizedMessage()))
                    : FormValidation.error(cause, Messages.Questions_Failed());
        }
    }

    /** A server may quote what it was sent. */
    private static String masked(@CheckForNull Identity identity, String message) {
        return identity == null ? message : identity.mask(message);
    }
}
