package io.jenkins.plugins.bluegreen.jenkins.run;

import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Target;
import io.jenkins.plugins.bluegreen.drive.Gate;
import io.jenkins.plugins.bluegreen.drive.Run.Ending;
import io.jenkins.plugins.bluegreen.jenkins.Engine;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identity;
import io.jenkins.plugins.bluegreen.kubernetes.Connection;
import io.jenkins.plugins.bluegreen.report.Report;
import io.jenkins.plugins.bluegreen.settings.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Drives an order that makes a release: deploy and prepare. */
final class Making {
    private static final Logger LOGGER = Logger.getLogger(Making.class.getName());

    private final Conduct conduct;
    private final Order order;

    Making(Conduct conduct) {
        this.conduct = conduct;
        this.order = conduct.order();
    }

    /** On a thread that may block. */
    CompletionStage<List<Ending>> begin() {
        return conduct.as(order.access(), this::begin);
    }

    private CompletionStage<List<Ending>> begin(Identity identity) {
        Engine engine = Engine.get();
        Request request =
                Requests.deploy(order.settings(), order.manifest(), identity.namespace(), extent(), order.run());
        Connection connection = identity.to(request.namespace());
        try {
            Obligations.get().add(new Obligation(conduct.build(), order, request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Books books = new Books(
                conduct, order.access(), connection, order.settings(), request.services(), request.workload());
        return conduct.follow(() -> engine.deployer().start(connection, request, gate(connection, request), books))
                .ending()
                .thenCompose(ending -> ending.outcome() instanceof Outcome.Prepared prepared
                        ? preview(connection, request, prepared.release())
                                .thenApply(preview -> new Made(ending, preview))
                        : CompletableFuture.completedFuture(new Made(ending, "")))
                .whenCompleteAsync((made, error) -> account(request, made), engine.blocking())
                .thenApply(made -> Reports.masked(made.ending, conduct.story()::mask))
                .thenCompose(ending -> books.close(ending.report()).thenApply(closed -> List.of(ending)));
    }

    private Requests.Extent extent() {
        if (order.kind() == Order.Kind.PREPARE) {
            return Requests.Extent.PREPARE;
        }
        return order.gated() ? Requests.Extent.DEPLOY_WITH_GATE : Requests.Extent.DEPLOY;
    }

    private Gate gate(Connection connection, Request request) {
        return candidate -> preview(connection, request, candidate.name())
                .thenCompose(preview -> conduct.gate()
                        .ask(new Held(
                                order,
                                Target.of(request),
                                candidate.name(),
                                candidate.annotation(Keys.VERSION).orElse(""),
                                candidate.annotation(Keys.PREVIOUS).orElse(""),
                                preview,
                                Held.State.PREPARED)));
    }

    private record Made(Ending ending, String preview) {}

    /** Where the release can be reached; a prepared release without that is prepared all the same. */
    private CompletionStage<String> preview(Connection connection, Request request, String name) {
        return Engine.get()
                .deployer()
                .ask(
                        connection,
                        request.services(),
                        request.options().versionLabel(),
                        targets -> targets.release(name)
                                .map((Release release) -> Previews.of(
                                        release,
                                        targets.service(request.services().get(0)),
                                        request.options().previewService().orElse(""),
                                        request.namespace()))
                                .orElse(""))
                .exceptionally(error -> "");
    }

    private void account(Request request, Made made) {
        if (made == null) {
            return;
        }
        Outcome outcome = made.ending.outcome();
        Report report = made.ending.report();
        boolean waits = outcome instanceof Outcome.Prepared;
        if (waits || outcome instanceof Outcome.Promoted) {
            BuildReleases.put(
                    conduct.build(),
                    new Held(
                            order,
                            Target.of(request),
                            report.release(),
                            report.version(),
                            report.previousRelease(),
                            made.preview,
                            waits ? Held.State.PREPARED : Held.State.PROMOTED));
        }
        if (!waits) {
            Obligations.get().close(order.run().id());
            return;
        }
        try {
            Obligations.get().about(order.run().id(), report.release());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The name of " + report.release() + " could not be written down");
        }
    }
}
