package io.jenkins.plugins.bluegreen.jenkins.run;

import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Targets;
import io.jenkins.plugins.bluegreen.jenkins.Engine;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identity;
import io.jenkins.plugins.bluegreen.kubernetes.Connection;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.settings.Requests;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One attempt to discard what an ended build has left without traffic. */
final class Discarding {
    private static final Logger LOGGER = Logger.getLogger(Discarding.class.getName());

    private final Obligation obligation;
    private final Identity identity;
    private final Connection connection;

    Discarding(Obligation obligation, Identity identity) {
        this.obligation = obligation;
        this.identity = identity;
        this.connection = identity.to(obligation.namespace);
    }

    /** Completes with why something is left; with nothing if nothing is. What it says may hold a secret. */
    CompletionStage<Optional<String>> begin() {
        return ask(this::left)
                .thenCompose(left ->
                        left.map(this::discard).orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
    }

    private CompletionStage<Optional<String>> ask(Function<Targets, Optional<String>> question) {
        return Engine.get()
                .deployer()
                .ask(connection, obligation.services(), obligation.settings.getVersionLabel(), question)
                .exceptionally(Discarding::ofNoNamespace);
    }

    /** What is asked is known to be right, so nothing but the namespace can be missing: its releases are gone with it. */
    private static Optional<String> ofNoNamespace(Throwable error) {
        if (Conduct.cause(error) instanceof InvalidInputException) {
            return Optional.empty();
        }
        throw new CompletionException(Conduct.cause(error));
    }

    /**
     * The release that is left over. One that carries traffic is not: a run promoted it that nobody could write down. Nor is
     * one that did, or that was kept because it failed. But where a cutover is left unfinished its end is asked for in any
     * case: every run first finishes or undoes that.
     */
    private Optional<String> left(Targets targets) {
        if (obligation.services().stream()
                .allMatch(name -> targets.service(name).isEmpty())) {
            // A Service leads to its releases; without one there is only the name.
            return Optional.of(obligation
                    .release()
                    .orElseThrow(() -> new IllegalStateException(
                            Messages.Settling_NoService(String.join(", ", obligation.services())))));
        }
        boolean unfinished = obligation.services().stream()
                .flatMap(name -> targets.service(name).stream())
                .anyMatch(service -> service.record().isPresent());
        List<Release> active = targets.active(obligation.target());
        return targets.madeBy(obligation.target(), obligation.runId).stream()
                .filter(release -> unfinished || !active.contains(release) && !served(release))
                .filter(release -> release.annotation(Keys.FAILED).isEmpty())
                .map(Release::name)
                .reduce((older, newer) -> newer);
    }

    private static boolean served(Release release) {
        return release.annotation(Keys.PROMOTED_AT).isPresent();
    }

    private CompletionStage<Optional<String>> discard(String release) {
        return Engine.get()
                .deployer()
                .start(
                        connection,
                        Requests.discard(obligation.target(), release, obligation.settings, obligation.run()),
                        candidate -> CompletableFuture.completedFuture(Optional.empty()),
                        event ->
                                LOGGER.log(Level.FINE, () -> obligation.runId + ": " + identity.mask(event.sentence())))
                .ending()
                .thenCompose(ending -> {
                    String message = ending.report().message();
                    LOGGER.log(Level.INFO, () -> obligation.runId + ": " + identity.mask(message));
                    return ending.outcome() instanceof Outcome.Discarded
                            ? CompletableFuture.completedFuture(Optional.<String>empty())
                            : ask(this::left).thenApply(left -> left.map(name -> message));
                });
    }
}
