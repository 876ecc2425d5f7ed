package io.jenkins.plugins.bluegreen.testkit.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A log of a client's requests, and the faults that befall them. May be changed while the client is in use, by any
 * thread.
 */
public final class Faults {
    private final List<Call> calls = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Call> struck = new ArrayList<>();
    private Consumer<Call> watcher = call -> {};

    private static final class Rule {
        private final Predicate<Call> which;
        private final Fault fault;
        private int before;
        private int times;

        private Rule(Predicate<Call> which, int before, int times, Fault fault) {
            this.which = which;
            this.before = before;
            this.times = times;
            this.fault = fault;
        }

        private boolean strikes(Call call) {
            if (times == 0 || fault.watchesOnly() && !call.watches() || !which.test(call)) {
                return false;
            }
            if (before > 0) {
                before--;
                return false;
            }
            times--;
            return true;
        }
    }

    /**
     * Strikes one request.
     *
     * @param nth which of those that match, counted from 1 on from now
     * @param which those that match
     * @param fault what happens to it
     */
    public synchronized void strike(int nth, Predicate<Call> which, Fault fault) {
        rules.add(new Rule(which, nth - 1, 1, fault));
    }

    /**
     * Strikes all requests that match, from now until {@link #heal}.
     *
     * @param which those that match
     * @param fault what happens to them
     */
    public synchronized void strikeAll(Predicate<Call> which, Fault fault) {
        rules.add(new Rule(which, 0, -1, fault));
    }

    /** Ends all faults, and forgets what was struck. */
    public synchronized void heal() {
        rules.clear();
        struck.clear();
    }

    /** Forgets the requests made so far. */
    public synchronized void forget() {
        calls.clear();
    }

    /** The requests made so far, in the order in which they were begun, those that were struck included. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The requests that were struck since the last {@link #heal}. */
    public synchronized List<Call> struck() {
        return List.copyOf(struck);
    }

    /**
     * Tells of each request before it is sent.
     *
     * @param told called on the requester's thread; it may block, and so holds the request back
     */
    public synchronized void onCall(Consumer<Call> told) {
        watcher = told;
    }

    Optional<Fault> next(Call call) {
        Consumer<Call> told;
        synchronized (this) {
            told = watcher;
        }
        told.accept(call);
        synchronized (this) {
            calls.add(call);
            Optional<Fault> fault = Optional.empty();
            for (Rule rule : rules) {
                if (rule.strikes(call) && fault.isEmpty()) {
                    fault = Optional.of(rule.fault);
                    struck.add(call);
                }
            }
            return fault;
        }
    }
}
