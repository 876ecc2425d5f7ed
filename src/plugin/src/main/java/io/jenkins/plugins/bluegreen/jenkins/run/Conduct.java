package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.init.Terminator;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.bluegreen.deployer.Session;
import io.jenkins.plugins.bluegreen.drive.ClusterException;
import io.jenkins.plugins.bluegreen.drive.Run.Ending;
import io.jenkins.plugins.bluegreen.jenkins.Engine;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identities;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identity;
import io.jenkins.plugins.bluegreen.jenkins.record.DeploymentListener;
import io.jenkins.plugins.bluegreen.jenkins.record.Place;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An order that is being driven. Beginning and cancelling it return at once and may be done on any thread; whatever
 * blocks is done on the engine's threads for that. Never saved: after a restart the order begins again.
 */
public final class Conduct {
    private static final Map<String, Conduct> LIVE = new ConcurrentHashMap<>();

    private final Order order;
    private final Run<?, ?> build;
    private final Story story;
    private final DarkGate gate;
    private final CompletableFuture<List<Ending>> ending = new CompletableFuture<>();

    private volatile Place place;
    private volatile Session session;
    private volatile String cancelled;

    private Conduct(Order order, Run<?, ?> build, Story story, DarkGate gate) {
        this.order = order;
        this.build = build;
        this.story = story;
        this.gate = gate;
    }

    /** Reads a manifest; may block. */
    @FunctionalInterface
    public interface ManifestSource {
        /**
         * Reads it.
         *
         * @return its text
         * @throws InvalidInputException if there is none that can be read
         */
        String read() throws IOException, InterruptedException;
    }

    /**
     * Begins; does not block.
     *
     * @param order what is asked for; its manifest is read if it has none yet
     * @param build that asks
     * @param story is told what happens
     * @param gate asked if the order wants that
     * @param manifest read if the order has none yet
     * @return to be waited for
     */
    public static Conduct begin(Order order, Run<?, ?> build, Story story, DarkGate gate, ManifestSource manifest) {
        Conduct conduct = new Conduct(order, build, story, gate);
        LIVE.put(order.run().id(), conduct);
        conduct.ending.whenComplete((endings, error) -> LIVE.remove(order.run().id(), conduct));
        conduct.begin(manifest);
        return conduct;
    }

    /** Those that a build has under way. */
    public static List<Conduct> of(Run<?, ?> build) {
        return LIVE.values().stream()
                .filter(conduct -> conduct.build.equals(build))
                .toList();
    }

    /** Those that the builds of a job have under way. Loads no build. */
    public static List<Conduct> of(Job<?, ?> job) {
        return LIVE.values().stream()
                .filter(conduct -> conduct.build.getParent().equals(job))
                .toList();
    }

    /** A restart within one process begins anew. */
    @Terminator
    public static void forget() {
        LIVE.clear();
    }

    static Optional<Conduct> live(String runId) {
        return Optional.ofNullable(LIVE.get(runId));
    }

    /** What is asked for. */
    public Order order() {
        return order;
    }

    /** Where the run that goes on now moves traffic; nothing before that is known. */
    public Optional<Place> place() {
        return Optional.ofNullable(place);
    }

    void goesTo(Place now) {
        place = now;
    }

    /** What happened so far. */
    public Story story() {
        return story;
    }

    /**
     * Completes when everything has ended, the books included: one ending for each release that it was about. Fails only
     * if there is a bug.
     */
    public CompletionStage<List<Ending>> ending() {
        return ending;
    }

    /**
     * Asks it to end: before a cutover is committed what served before serves on, after it the cutover is finished.
     *
     * @param why a sentence
     */
    public void cancel(String why) {
        cancelled = why;
        Session begun = session;
        if (begun != null) {
            begun.cancel(why);
        }
    }

    /** Starts a run and lets it be cancelled, also if that was asked before there was one. On a thread that may block. */
    Session follow(Supplier<Session> start) {
        DeploymentListener.fire(build);
        Session begun = start.get();
        session = begun;
        String why = cancelled;
        if (why != null) {
            begun.cancel(why);
        }
        return begun;
    }

    /** Why it was asked to end, if it was. */
    Optional<String> cancelled() {
        return Optional.ofNullable(cancelled);
    }

    /** Who asks. */
    public Run<?, ?> build() {
        return build;
    }

    DarkGate gate() {
        return gate;
    }

    private void begin(ManifestSource manifest) {
        Engine engine = Engine.get();
        boolean makes = order.kind() == Order.Kind.DEPLOY || order.kind() == Order.Kind.PREPARE;
        CompletionStage<Void> read = makes && order.manifest() == null
                ? engine.ask(manifest::read).thenAccept(order::manifest)
                : CompletableFuture.completedFuture(null);
        read.thenComposeAsync(done -> makes ? new Making(this).begin() : new Moving(this).begin(), engine.blocking())
                .whenComplete((endings, error) -> end(endings, error == null ? null : cause(error)));
    }

    /** Who asks the cluster: credentials may come from far away. What follows is on a thread that may block. */
    <T> CompletionStage<T> as(ClusterAccess access, Function<Identity, CompletionStage<T>> next) {
        return Engine.get()
                .ask(() -> Identities.of(access, build))
                .thenComposeAsync(
                        identity -> {
                            story.masked(identity::mask);
                            return next.apply(identity);
                        },
                        Engine.get().blocking());
    }

    private void end(List<Ending> endings, Throwable error) {
        if (error == null) {
            ending.complete(endings);
        } else if (error instanceof InvalidInputException invalid) {
            refuse(invalid.problems());
        } else if (error instanceof ClusterException) {
            refuse(Messages.Conduct_Asked(), error, Messages.Conduct_Todo());
        } else if (error instanceof TimeoutException) {
            refuse(List.of(new Problem(
                    Messages.Conduct_Outside(),
                    Messages.Conduct_Outside_Found(Engine.MOST.toSeconds()),
                    Messages.Conduct_Outside_Todo())));
        } else if (error instanceof UncheckedIOException) {
            refuse(Messages.Conduct_Kept(), error.getCause(), Messages.Conduct_Kept_Todo());
        } else if (error instanceof IOException) {
            refuse(Messages.Manifests_Read(), error, Messages.Manifests_Read_Todo());
        } else {
            ending.completeExceptionally(error);
        }
    }

    private void refuse(String asked, Throwable error, String todo) {
        String found = error.getMessage() == null ? error.toString() : error.getMessage();
        refuse(List.of(new Problem(asked, found, todo)));
    }

    private void refuse(List<Problem> problems) {
        Engine.get().blocking().execute(() -> {
            try {
                Ending refused = Reports.masked(Reports.refused(order, problems), story::mask);
                Books.write(this, refused.report());
                ending.complete(List.of(refused));
            } catch (RuntimeException | Error e) {
                ending.completeExceptionally(e);
            }
        });
    }

    static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? cause(error.getCause()) : error;
    }
}
