package io.jenkins.plugins.bluegreen.drive;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Decision;
import io.jenkins.plugins.bluegreen.decide.Facts;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Next;
import io.jenkins.plugins.bluegreen.decide.Observed;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Step;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import io.jenkins.plugins.bluegreen.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One run: observes, decides, acts, waits. It occupies a thread of its pool only while it decides; waiting for the
 * cluster, a deadline or the gate holds none.
 */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "A stage is what a caller waits for.")
public final class Run {
    private static final Duration RETRY_BUDGET = Duration.ofSeconds(60);
    private static final int CONFLICTS = 40;

    private final Request request;
    private final Cluster cluster;
    private final Interest interest;
    private final Gate gate;
    private final RunListener listener;
    private final ScheduledExecutorService pool;
    private final Clock clock;
    private final Locks locks;
    private final Meter meter;
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final AtomicBoolean kicked = new AtomicBoolean();
    private final Serial serial;

    private Facts facts;
    private boolean started;
    private boolean busy;
    private boolean renewing;
    private ScheduledFuture<?> timer;
    private Runnable unsubscribe = () -> {};
    private String lastWait = "";
    private String target = "";
    private String images = "";
    private final Set<String> warned = new LinkedHashSet<>();
    private final Set<String> replaced = new LinkedHashSet<>();
    private int conflicts;
    private long troubleSince = -1;
    private volatile String cancelled;

    /**
     * How a run ended.
     *
     * @param outcome how
     * @param report what was measured
     */
    public record Ending(Outcome outcome, Report report) {}

    /**
     * A run that has not begun.
     *
     * @param request what is asked for
     * @param cluster where; shared with other runs, and not closed by this one
     * @param gate asked if the request wants that
     * @param listener is told what happens
     * @param pool for decisions and deadlines; shared with other runs
     * @param clock for what is written down
     */
    public Run(
            Request request,
            Cluster cluster,
            Gate gate,
            RunListener listener,
            ScheduledExecutorService pool,
            Clock clock) {
        this.request = request;
        this.cluster = cluster;
        this.interest = Interest.of(request);
        this.gate = gate;
        this.listener = listener;
        this.pool = pool;
        this.clock = clock;
        this.serial = new Serial(pool);
        this.locks = new Locks(cluster, request, pool, System::nanoTime);
        this.meter = new Meter(System.nanoTime());
        this.facts = Facts.atStart(clock.instant());
    }

    /** Begins; returns at once. */
    public CompletionStage<Ending> start() {
        cluster.ready()
                .thenCompose(watching -> cluster.refresh(request.services()))
                .whenCompleteAsync(
                        (done, error) -> {
                            if (error != null) {
                                end(unreachable(error));
                                return;
                            }
                            started = true;
                            unsubscribe = cluster.onChange(interest, this::kick);
                            kick();
                        },
                        serial);
        return ended;
    }

    /** Completes when the run has ended, whoever began it. */
    public CompletionStage<Ending> ending() {
        return ended;
    }

    /**
     * Asks the run to end: before the cutover is committed what served before serves on, after it the cutover is
     * finished. May be called from any thread.
     *
     * @param why a sentence
     */
    public void cancel(String why) {
        cancelled = why;
        kick();
    }

    private void kick() {
        if (kicked.compareAndSet(false, true)) {
            serial.execute(this::turn);
        }
    }

    private void turn() {
        kicked.set(false);
        try {
            step();
        } catch (RuntimeException | Error e) {
            unsubscribe.run();
            locks.release();
            ended.completeExceptionally(e);
        }
    }

    private void step() {
        if (!started || ended.isDone()) {
            return;
        }
        long nanos = System.nanoTime();
        Cluster.View view = cluster.view(interest);
        meter.look(view, request.services(), nanos);
        renewIfDue();
        if (busy) {
            return;
        }
        if (cancelled != null) {
            facts = facts.withCancelled(cancelled);
        }
        Observed observed = new Observed(view.services(), view.otherServices(), view.releases(), locks.state(), facts);
        Instant now = clock.instant();
        Step step = Decision.next(request, observed, now);
        facts = step.facts();
        note(view);
        Next next = step.next();
        if (next instanceof Next.Act act) {
            act(act);
        } else if (next instanceof Next.Await await) {
            await(await, now);
        } else if (next instanceof Next.AskGate ask) {
            askGate(ask.candidate());
        } else if (next instanceof Next.Done done) {
            end(done.outcome());
        }
    }

    private void note(Cluster.View view) {
        facts.warnings().stream().filter(warned::add).forEach(warning -> listener.on(new RunEvent.Warned(warning)));
        facts.target()
                .flatMap(uid -> view.releases().stream()
                        .filter(release -> release.uid().equals(uid))
                        .findFirst())
                .ifPresent(release -> {
                    target = release.name();
                    images = release.annotation(Keys.IMAGES).orElse(images);
                });
        facts.replaces().forEach(release -> replaced.add(release.name()));
    }

    private void act(Next.Act act) {
        boolean writes = act.actions().stream()
                .anyMatch(action -> !(action instanceof Action.Lock || action instanceof Action.Examine));
        if (writes && !locks.safeToWrite()) {
            busy = true;
            locks.renew()
                    .whenCompleteAsync(
                            (done, error) -> {
                                busy = false;
                                later(Duration.ofMillis(locks.safeToWrite() ? 0 : 500));
                            },
                            serial);
            return;
        }
        busy = true;
        cancelTimer();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (Action action : act.actions()) {
            meter.phase(phase(action), System.nanoTime());
            if (action instanceof Action.Select) {
                meter.cutoverBegins();
            }
            all.add(perform(action).thenRunAsync(() -> did(action), serial).toCompletableFuture());
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
                .whenCompleteAsync((done, error) -> acted(error), serial);
    }

    private CompletionStage<?> perform(Action action) {
        if (action instanceof Action.Lock) {
            return locks.acquire();
        }
        if (action instanceof Action.Unlock) {
            return locks.release();
        }
        if (action instanceof Action.Examine question) {
            return cluster.examine(request, question)
                    .thenAcceptAsync(found -> facts = facts.withFindings(found), serial);
        }
        return cluster.perform(request, action);
    }

    private void did(Action action) {
        if (action instanceof Action.ListPods list) {
            facts = facts.withListed(list.release().uid(), list.release().generation());
        }
        listener.on(new RunEvent.Did(action, Sentences.of(action)));
    }

    private void acted(Throwable error) {
        busy = false;
        if (error == null) {
            conflicts = 0;
            troubleSince = -1;
            kick();
            return;
        }
        String message = Failures.cause(error).getMessage();
        switch (Failures.kind(error)) {
            case CONFLICT, GONE -> {
                conflicts++;
                if (conflicts > CONFLICTS) {
                    fail(message);
                } else {
                    later(Duration.ofMillis(Math.min(500, 10L * conflicts)));
                }
            }
            case TRANSIENT -> {
                long nanos = System.nanoTime();
                troubleSince = troubleSince < 0 ? nanos : troubleSince;
                if (nanos - troubleSince > RETRY_BUDGET.toNanos()) {
                    fail(message);
                } else {
                    listener.on(new RunEvent.Retries(message));
                    later(Duration.ofMillis(500));
                }
            }
            case DENIED, INVALID -> fail(message);
        }
    }

    /** A request that will not go through: the run goes back; if it does so already, nobody knows how it ended. */
    private void fail(String message) {
        if (facts.findings().isEmpty() && facts.setback().isEmpty()) {
            end(new Outcome.Refused(List.of(new Problem(
                    "namespace " + request.namespace(), message, "look at the cluster and the credentials"))));
        } else if (facts.setback().isPresent()) {
            end(new Outcome.Failed(
                    facts.setback().get().reason() + "; and going back failed: " + message,
                    Outcome.Failed.State.NOT_CONFIRMED,
                    List.of("bluegreen status -n %s --service %s"
                            .formatted(request.namespace(), String.join(" --service ", request.services())))));
        } else {
            facts = facts.withSetback(new Facts.Setback(Facts.Setback.Kind.FAILED, message));
            conflicts = 0;
            troubleSince = -1;
            kick();
        }
    }

    private void await(Next.Await await, Instant now) {
        meter.phase(phase(await.what().name()), System.nanoTime());
        String sentence = "Waiting for %s (%s)".formatted(await.what().sentence(), await.detail());
        if (!sentence.equals(lastWait)) {
            lastWait = sentence;
            listener.on(new RunEvent.Waits(await.what(), sentence));
        }
        long wait = Math.max(1, Duration.between(now, await.until()).toMillis());
        if (locks.state() instanceof Observed.Lock.Held) {
            wait = Math.min(wait, locks.nanosToRenewal() / 1_000_000 + 1);
        }
        later(Duration.ofMillis(wait));
    }

    private void renewIfDue() {
        if (renewing || !locks.renewalDue()) {
            return;
        }
        renewing = true;
        locks.renew()
                .whenCompleteAsync(
                        (done, error) -> {
                            renewing = false;
                            kick();
                        },
                        serial);
    }

    private void askGate(Release candidate) {
        busy = true;
        cancelTimer();
        meter.phase("gate", System.nanoTime());
        listener.on(new RunEvent.Waits(
                io.jenkins.plugins.bluegreen.decide.Wait.AVAILABLE,
                "%s is available and dark; asking the gate".formatted(candidate.name())));
        locks.release()
                .thenCompose(done -> gate.ask(candidate))
                .whenCompleteAsync(
                        (no, error) -> {
                            Optional<String> refusal = error != null
                                    ? Optional.of("The gate could not be asked: "
                                            + Failures.cause(error).getMessage())
                                    : no;
                            facts = facts.withGate(refusal.<Facts.Gate>map(Facts.Gate.Refused::new)
                                    .orElseGet(Facts.Gate.Passed::new));
                            busy = false;
                            kick();
                        },
                        serial);
    }

    private void later(Duration delay) {
        cancelTimer();
        timer = pool.schedule(this::kick, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void end(Outcome outcome) {
        busy = true;
        cancelTimer();
        unsubscribe.run();
        locks.release()
                .whenCompleteAsync(
                        (done, error) -> {
                            Report report = report(outcome);
                            listener.on(new RunEvent.Ended(outcome, report, report.message()));
                            ended.complete(new Ending(outcome, report));
                        },
                        serial);
    }

    private Report report(Outcome outcome) {
        long nanos = System.nanoTime();
        return new Report(
                Report.SCHEMA_VERSION,
                Sentences.word(outcome),
                Sentences.of(outcome),
                request.namespace(),
                request.services(),
                target,
                List.copyOf(replaced),
                images,
                facts.startedAt().toString(),
                meter.millis(nanos),
                meter.phases(nanos),
                meter.mixedMillis(),
                meter.fewest(),
                cluster.requests(),
                List.copyOf(warned),
                facts.repaired().orElse(""),
                outcome instanceof Outcome.Failed failed ? failed.wayBack() : List.of());
    }

    private Outcome unreachable(Throwable error) {
        return new Outcome.Refused(List.of(new Problem(
                "namespace " + request.namespace(),
                Failures.cause(error).getMessage(),
                "look at the address, the certificate and the credentials")));
    }

    private static String phase(Action action) {
        if (action instanceof Action.Select select) {
            return select.why() == Action.Step.HAND_BACK ? "hand back" : "flip";
        }
        if (action instanceof Action.Relabel
                || action instanceof Action.ListPods
                || action instanceof Action.RelabelPods) {
            return "labels";
        }
        return action instanceof Action.Examine || action instanceof Action.Lock ? "preflight" : "prepare";
    }

    private static String phase(String wait) {
        return switch (wait) {
            case "AVAILABLE", "STABLE", "GONE" -> "warm-up";
            case "PROOF" -> "flip";
            case "TEMPLATE", "LABELS", "RECOVERY" -> "labels";
            case "HANDED_BACK", "RESTORED" -> "hand back";
            default -> wait.toLowerCase(java.util.Locale.ROOT);
        };
    }
}
