package io.jenkins.plugins.bluegreen.drive;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Facts;
import io.jenkins.plugins.bluegreen.decide.Next;
import io.jenkins.plugins.bluegreen.decide.Observed;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Step;
import io.jenkins.plugins.bluegreen.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One run: observes, decides, acts, waits. It occupies a thread of its pool only while it decides; waiting for the
 * cluster, a deadline or the gate holds none.
 */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "A stage is what a caller waits for.")
public final class Run {
    private final Request request;
    private final Cluster cluster;
    private final Interest interest;
    private final Gate gate;
    private final ScheduledExecutorService pool;
    private final Clock clock;
    private final Decider decider;
    private final LongSupplier nanos;
    private final Locks locks;
    private final Chronicle chronicle;
    private final Serial serial;
    private final Patience patience = new Patience();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final Wakeups wakeup;

    private Facts facts;
    private boolean started;
    private boolean busy;
    private boolean telling;
    private CompletableFuture<Optional<String>> asked;
    private ScheduledFuture<?> timer;
    private Runnable unsubscribe = () -> {};
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
        this(request, cluster, gate, listener, pool, clock, Seams.real());
    }

    /**
     * A run that has not begun, with something else in the place of the real thing.
     *
     * @param request as above
     * @param cluster as above
     * @param gate as above
     * @param listener as above
     * @param pool as above
     * @param clock as above
     * @param seams what a test puts in
     */
    public Run(
            Request request,
            Cluster cluster,
            Gate gate,
            RunListener listener,
            ScheduledExecutorService pool,
            Clock clock,
            Seams seams) {
        this.request = request;
        this.cluster = cluster.session(this::mayWrite);
        this.interest = Interest.of(request);
        this.gate = gate;
        this.pool = pool;
        this.clock = clock;
        this.decider = seams.decider();
        this.nanos = seams.nanos();
        this.serial = new Serial(pool);
        this.wakeup = new Wakeups(this::step, this::crash, serial, pool);
        this.locks = new Locks(this.cluster, request, pool, nanos, () -> cancelled != null, wakeup::now);
        this.chronicle = new Chronicle(request, listener, System.nanoTime());
        this.facts = Facts.atStart(clock.instant());
    }

    /** Begins; returns at once. */
    public CompletionStage<Ending> start() {
        cluster.ready()
                .thenCompose(watching -> cluster.refresh(request.services()))
                .whenCompleteAsync(this::begin, serial);
        return ended;
    }

    private void begin(Void done, Throwable error) {
        if (error == null) {
            patience.reset();
            started = true;
            unsubscribe = cluster.onChange(interest, wakeup::now, wakeup::soon);
            wakeup.now();
            return;
        }
        ClusterException failure = Failures.of(error);
        Optional<Duration> again = patience.atStart(failure);
        if (again.isPresent() && cancelled == null) {
            pool.schedule(this::start, again.get().toMillis(), TimeUnit.MILLISECONDS);
        } else if (failure.kind() == ClusterException.Kind.DENIED) {
            Refusals.denied(cluster, request, failure).whenCompleteAsync((refused, bug) -> end(refused), serial);
        } else {
            end(Refusals.unreachable(request, failure));
        }
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
        wakeup.now();
    }

    private boolean mayWrite() {
        return locks.safeToWrite();
    }

    private void crash(Throwable bug) {
        busy = true;
        cancelTimer();
        unsubscribe.run();
        locks.end();
        ended.completeExceptionally(bug);
    }

    private void step() {
        if (!started || ended.isDone()) {
            return;
        }
        long looked = System.nanoTime();
        Cluster.View view = cluster.view(interest);
        if (asked != null && cancelled != null) {
            asked.cancel(true);
        }
        if (busy) {
            chronicle.look(view, facts, looked);
        } else {
            decide(view, looked);
        }
        tell();
    }

    /** What is to be done is begun before anything is told of it: who listens may take some time. */
    private void decide(Cluster.View view, long looked) {
        if (cancelled != null) {
            facts = facts.withCancelled(cancelled);
        }
        Observed observed = new Observed(view.services(), view.otherServices(), view.releases(), locks.state(), facts);
        Instant now = clock.instant();
        Step step = decider.next(request, observed, now);
        Facts before = facts;
        facts = step.facts();
        Next next = step.next();
        long decided = System.nanoTime();
        List<Action> begun = next instanceof Next.Act act ? act(act) : List.of();
        chronicle.look(view, before, looked);
        chronicle.decided(view, facts, decided);
        begun.forEach(action -> chronicle.begins(action, facts, decided));
        if (next instanceof Next.Await await) {
            chronicle.waits(await, facts, System.nanoTime());
            later(Duration.between(now, await.until()));
            wakeup.after(await.changes());
        } else if (next instanceof Next.AskGate ask) {
            askGate(ask.candidate());
        } else if (next instanceof Next.Done done) {
            end(done.outcome());
        }
    }

    /** Progress that may not be told yet is told a little later. */
    private void tell() {
        if (telling || busy && ended.isDone()) {
            return;
        }
        chronicle.progress(System.nanoTime()).ifPresent(wait -> {
            telling = true;
            pool.schedule(
                    () -> serial.execute(() -> {
                        telling = false;
                        if (!ended.isDone()) {
                            tell();
                        }
                    }),
                    wait.toMillis() + 1,
                    TimeUnit.MILLISECONDS);
        });
    }

    /** Begins with what is to be done; with nothing, if it may not be. */
    private List<Action> act(Next.Act act) {
        boolean writes = act.actions().stream().anyMatch(Action::needsLease);
        if (writes && !mayWrite()) {
            patience.withoutLease(nanos.getAsLong())
                    .ifPresentOrElse(this::later, () -> fail("The Leases could not be renewed in time"));
            return List.of();
        }
        busy = true;
        cancelTimer();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (Action action : act.actions()) {
            all.add(perform(action).thenRunAsync(() -> did(action), serial).toCompletableFuture());
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
                .whenCompleteAsync((done, error) -> acted(error), serial);
        return act.actions();
    }

    private CompletionStage<?> perform(Action action) {
        if (action instanceof Action.Lock) {
            return locks.acquire().thenCompose(done -> cluster.refresh(request.services()));
        }
        if (action instanceof Action.Unlock) {
            return locks.release();
        }
        if (action instanceof Action.Examine question) {
            return cluster.examine(request, question)
                    .thenAcceptAsync(found -> facts = facts.withFindings(found), serial);
        }
        if (action instanceof Action.Diagnose ill) {
            return cluster.diagnose(ill.release()).thenAcceptAsync(lines -> facts = facts.withDiagnosis(lines), serial);
        }
        return cluster.perform(request, action);
    }

    private void did(Action action) {
        if (action instanceof Action.ListPods list) {
            facts = facts.withListed(list.release().uid(), list.release().generation());
        }
        chronicle.did(action);
    }

    private void acted(Throwable error) {
        busy = false;
        if (error == null) {
            patience.reset();
            wakeup.now();
            return;
        }
        try {
            ClusterException failure = Failures.of(error);
            Optional<Duration> again = patience.after(failure, nanos.getAsLong());
            if (again.isEmpty()) {
                fail(failure.getMessage());
                return;
            }
            if (failure.kind() == ClusterException.Kind.TRANSIENT) {
                chronicle.retries(failure.getMessage());
            }
            later(again.get());
        } catch (IllegalStateException e) {
            crash(e);
        }
    }

    /** A request that will not go through: the run goes back; if it does so already, nobody knows how it ended. */
    private void fail(String message) {
        boolean last = facts.setback().isPresent()
                || facts.promotedAt().isPresent()
                || facts.findings().isEmpty();
        facts = last
                ? facts.withBroken(message)
                : facts.withSetback(new Facts.Setback(Facts.Setback.Kind.FAILED, message));
        patience.reset();
        wakeup.now();
    }

    private void askGate(Release candidate) {
        busy = true;
        cancelTimer();
        chronicle.asks(candidate, System.nanoTime());
        asked = locks.release().thenCompose(done -> gate.ask(candidate)).toCompletableFuture();
        asked.whenCompleteAsync(
                (no, error) -> {
                    asked = null;
                    if (cancelled == null) {
                        Optional<String> refusal = error == null
                                ? no
                                : Optional.of("The gate could not be asked: "
                                        + Failures.cause(error).getMessage());
                        facts = facts.withGate(
                                refusal.<Facts.Gate>map(Facts.Gate.Refused::new).orElseGet(Facts.Gate.Passed::new));
                    }
                    busy = false;
                    wakeup.now();
                },
                serial);
    }

    private void later(Duration delay) {
        cancelTimer();
        timer = pool.schedule(wakeup::now, Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS);
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
        (started ? locks.end() : CompletableFuture.completedFuture(null))
                .whenCompleteAsync(
                        (done, error) -> {
                            Report report = chronicle.ended(outcome, facts, cluster.requests(), System.nanoTime());
                            ended.complete(new Ending(outcome, report));
                        },
                        serial);
    }
}
