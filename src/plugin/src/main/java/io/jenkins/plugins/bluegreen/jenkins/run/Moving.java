package io.jenkins.plugins.bluegreen.jenkins.run;

import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Target;
import io.jenkins.plugins.bluegreen.decide.Targets;
import io.jenkins.plugins.bluegreen.deployer.Session;
import io.jenkins.plugins.bluegreen.drive.Gate;
import io.jenkins.plugins.bluegreen.drive.Run.Ending;
import io.jenkins.plugins.bluegreen.jenkins.Engine;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identity;
import io.jenkins.plugins.bluegreen.kubernetes.Connection;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.settings.Requests;
import io.jenkins.plugins.bluegreen.settings.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Drives an order about releases that are there: promote, discard and roll back. Without a release or a target it is
 * about what its build prepared or promoted.
 */
final class Moving {
    private static final Gate UNASKED = candidate -> CompletableFuture.completedFuture(Optional.empty());

    private final Conduct conduct;
    private final Order order;

    Moving(Conduct conduct) {
        this.conduct = conduct;
        this.order = conduct.order();
    }

    /** On a thread that may block. */
    CompletionStage<List<Ending>> begin() {
        return switch (order.kind()) {
            case PROMOTE -> promote();
            case DISCARD -> discard();
            case ROLLBACK -> rollback();
            case DEPLOY, PREPARE ->
                throw new IllegalStateException("Not an order about what is there: " + order.kind());
        };
    }

    private CompletionStage<List<Ending>> promote() {
        List<Held> waiting = held(Held.State.PREPARED);
        // A promotion that was cut off by a restart after its end is asked for again: what it promoted is there.
        List<Held> mine = waiting.isEmpty() ? held(Held.State.PROMOTED) : waiting;
        if (mine.size() > 1) {
            throw new InvalidInputException(
                    Messages.Moving_Promote(), Messages.Moving_Several(names(mine)), Messages.Moving_Several_Todo());
        }
        if (mine.size() == 1) {
            return one(mine.get(0), Held.State.PROMOTED, this::promotion);
        }
        if (order.access().isEmpty()) {
            throw new InvalidInputException(
                    Messages.Moving_Promote(), Messages.Moving_NonePrepared(), Messages.Moving_NonePrepared_Todo());
        }
        return elsewhere(targets -> {
            Target target = targets.find(Values.text(order.workload()));
            String release = targets.prepared(target, Values.text(order.release()));
            return Requests.promote(target, release, order.settings(), order.run());
        });
    }

    private Request promotion(Held held) {
        return Requests.promote(held.target(), held.release(), settings(held), order.run());
    }

    private CompletionStage<List<Ending>> discard() {
        List<Held> waiting = held(Held.State.PREPARED);
        if (waiting.isEmpty() && order.access().isEmpty()) {
            return CompletableFuture.completedFuture(
                    List.of(Reports.nothing(order, Messages.Moving_NothingToDiscard())));
        }
        if (waiting.isEmpty()) {
            return elsewhere(targets -> {
                Target target = targets.find(Values.text(order.workload()));
                String release = targets.prepared(target, Values.text(order.release()));
                return Requests.discard(target, release, order.settings(), order.run());
            });
        }
        return each(waiting);
    }

    private CompletionStage<List<Ending>> rollback() {
        if (!order.to().isEmpty()) {
            return named();
        }
        List<Held> all = new ArrayList<>(held(Held.State.PREPARED));
        List<Held> promoted = new ArrayList<>(held(Held.State.PROMOTED));
        // Each has replaced the one before it, so the newest is undone first.
        Collections.reverse(promoted);
        all.addAll(promoted);
        if (all.isEmpty()) {
            return CompletableFuture.completedFuture(List.of(Reports.nothing(order, Messages.Moving_NothingToUndo())));
        }
        return each(all);
    }

    /** To a release that was named; from the one that has the traffic when this begins, so that it is done once. */
    private CompletionStage<List<Ending>> named() {
        boolean full =
                !order.access().isEmpty() && !order.settings().getService().isEmpty();
        List<Held> promoted = full ? List.of() : held(Held.State.PROMOTED);
        if (promoted.isEmpty()) {
            return elsewhere(targets -> {
                Target target = targets.find(Values.text(order.workload()));
                return Requests.rollback(target, order.to(), null, order.settings(), order.run());
            });
        }
        Held newest = promoted.get(promoted.size() - 1);
        if (!promoted.stream().allMatch(newest::isBeside)) {
            throw new InvalidInputException(
                    Messages.Moving_Back(order.to()),
                    Messages.Moving_Several(names(promoted)),
                    Messages.Moving_Several_Todo());
        }
        return one(
                newest,
                Held.State.OVER,
                held -> Requests.rollback(held.target(), order.to(), null, settings(held), order.run()));
    }

    /** One after the other: each is a run of its own, and all are tried. */
    private CompletionStage<List<Ending>> each(List<Held> all) {
        CompletionStage<List<Ending>> endings = CompletableFuture.completedFuture(List.of());
        for (Held held : all) {
            endings = endings.thenComposeAsync(
                    before -> one(held, Held.State.OVER, this::undoing)
                            .thenApply(ending -> Stream.concat(before.stream(), ending.stream())
                                    .toList()),
                    Engine.get().blocking());
        }
        return endings;
    }

    private Request undoing(Held held) {
        return held.state() == Held.State.PREPARED
                ? Requests.discard(held.target(), held.release(), settings(held), order.run())
                : Requests.rollback(held.target(), null, held.release(), settings(held), order.run());
    }

    private CompletionStage<List<Ending>> one(Held held, Held.State after, Function<Held, Request> request) {
        ClusterAccess access = order.access().over(held.access());
        return conduct.as(access, identity -> one(held, after, request, access, identity));
    }

    private CompletionStage<List<Ending>> one(
            Held held, Held.State after, Function<Held, Request> request, ClusterAccess access, Identity identity) {
        Connection connection = identity.to(held.target().namespace());
        Request asked = request.apply(held);
        Books books = new Books(conduct, access, connection, settings(held), asked.services(), asked.workload());
        return account(
                books,
                connection,
                Optional.of(new Change(held, after)),
                conduct.follow(() -> Engine.get().deployer().start(connection, asked, UNASKED, books)));
    }

    private CompletionStage<List<Ending>> elsewhere(Function<Targets, Request> request) {
        return conduct.as(order.access(), identity -> elsewhere(request, identity));
    }

    private CompletionStage<List<Ending>> elsewhere(Function<Targets, Request> request, Identity identity) {
        List<String> services = Requests.services(order.settings());
        String namespace = Values.text(order.settings().getNamespace())
                .or(() -> Values.text(identity.namespace()))
                .orElse("default");
        Connection connection = identity.to(namespace);
        String label = order.settings().getVersionLabel();
        Books books = new Books(conduct, order.access(), connection, order.settings(), services, order.workload());
        return account(
                books,
                connection,
                Optional.empty(),
                conduct.follow(() -> Engine.get().deployer().start(connection, services, label, request, books)));
    }

    private record Change(Held held, Held.State after) {}

    private CompletionStage<List<Ending>> account(
            Books books, Connection connection, Optional<Change> change, Session session) {
        return session.ending()
                .thenCompose(ending -> change.map(meant -> after(meant, ending, connection))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
                        .thenAcceptAsync(
                                state -> state.ifPresent(
                                        now -> become(change.orElseThrow().held(), now)),
                                Engine.get().blocking())
                        .thenApply(written -> Reports.masked(ending, conduct.story()::mask)))
                .thenCompose(ending -> books.close(ending.report()).thenApply(closed -> List.of(ending)));
    }

    private void become(Held held, Held.State now) {
        BuildReleases.become(conduct.build(), held, now);
        Obligations.get().close(held.runId());
    }

    /** What becomes of a release; nothing if it waits as before, or is gone and the end of the build finds that. */
    private CompletionStage<Optional<Held.State>> after(Change change, Ending ending, Connection connection) {
        Outcome outcome = ending.outcome();
        if (outcome instanceof Outcome.RolledBack back && !back.asked()) {
            return CompletableFuture.completedFuture(Optional.of(Held.State.OVER));
        }
        if (outcome instanceof Outcome.Failed && order.kind() == Order.Kind.PROMOTE) {
            return kept(change.held(), connection)
                    .thenApply(kept -> kept ? Optional.of(Held.State.OVER) : Optional.empty());
        }
        boolean done = !(outcome instanceof Outcome.Failed || outcome instanceof Outcome.Refused);
        return CompletableFuture.completedFuture(done ? Optional.of(change.after()) : Optional.empty());
    }

    /** Whether a release that failed was kept to be looked at, so that nobody discards it. */
    private CompletionStage<Boolean> kept(Held held, Connection connection) {
        DeploySettings settings = settings(held);
        if (!settings.isKeepFailed()) {
            return CompletableFuture.completedFuture(false);
        }
        return Engine.get()
                .deployer()
                .ask(
                        connection,
                        held.target().services(),
                        settings.getVersionLabel(),
                        targets -> targets.release(held.release())
                                .flatMap(release -> release.annotation(Keys.FAILED))
                                .isPresent())
                .exceptionally(error -> false);
    }

    private List<Held> held(Held.State state) {
        return BuildReleases.of(conduct.build(), order.step(), order.access(), order.settings()).stream()
                .filter(held -> held.state() == state)
                .filter(held -> order.release().isEmpty() || held.release().equals(order.release()))
                .filter(held ->
                        order.workload().isEmpty() || held.target().workload().equals(order.workload()))
                .toList();
    }

    private DeploySettings settings(Held held) {
        return order.settings().over(held.settings());
    }

    private static String names(List<Held> all) {
        return all.stream().map(Held::release).collect(Collectors.joining(", "));
    }
}
