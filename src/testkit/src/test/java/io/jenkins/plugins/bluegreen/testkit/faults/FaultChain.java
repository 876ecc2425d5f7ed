package io.jenkins.plugins.bluegreen.testkit.faults;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Runs one after another in one world, each as a fresh process would make it, and each struck at another of its requests.
 * What a run leaves is what the next one finds.
 */
final class FaultChain {
    private static final int REPLICAS = 3;

    private final World world;
    private final Mode mode;
    private final CutoverChoice how;
    private final Fault fault;
    private final List<String> violations = new ArrayList<>();
    private int version = 1;
    private int runs;

    FaultChain(World world, Mode mode, CutoverChoice how, Fault fault) {
        this.world = world;
        this.mode = mode;
        this.how = how;
        this.fault = fault;
    }

    /** What did not hold, in sentences. */
    List<String> violations() {
        return violations;
    }

    /** How many runs were struck. */
    int runs() {
        return runs;
    }

    /**
     * Deploys version after version, each struck at another request.
     *
     * @param wanted whether the nth request is to be struck; asked in order
     */
    void deployments(IntPredicate wanted) {
        strike(this::deployment, wanted);
    }

    private RequestBuilder deployment() {
        version++;
        return tuned(RequestBuilder.deploy(mode, "v" + version));
    }

    /**
     * Goes from one of two releases to the other, again and again.
     *
     * @param wanted whether the nth request is to be struck; asked in order
     */
    void rollbacks(IntPredicate wanted) {
        world.outcome(deployment());
        String first = name(1);
        String second = name(2);
        strike(() -> tuned(RequestBuilder.rollback(mode, serving().equals(first) ? second : first)), wanted);
    }

    private RequestBuilder tuned(RequestBuilder request) {
        return request.options(options -> options.cutover(how).history(1));
    }

    private String name(int number) {
        return mode == Mode.LABEL ? "demo-rs-v%03d".formatted(number) : "demo-dp-v" + number;
    }

    private String serving() {
        Map<String, Integer> serving = world.look().serving(World.SERVICE);
        return serving.keySet().iterator().next();
    }

    private void strike(Supplier<RequestBuilder> requests, IntPredicate wanted) {
        boolean reached = true;
        for (int nth = 1; reached && violations.size() < 5; nth++) {
            if (wanted.test(nth)) {
                reached = step(nth, requests.get());
            }
            reached &= nth < 400;
        }
    }

    private boolean step(int nth, RequestBuilder request) {
        String before = serving();
        world.forget();
        world.restart();
        world.faults().heal();
        world.faults().strike(nth, call -> !fault.watchesOnly() || call.watches(), fault);
        Run.Ending ending;
        try {
            ending = world.run(request);
        } catch (AssertionError e) {
            violations.add("%s at request %d: %s".formatted(fault, nth, e));
            return false;
        }
        boolean reached = !world.faults().struck().isEmpty();
        String where = "%s at request %d (%s), ended with %s"
                .formatted(fault, nth, world.faults().struck(), ending.outcome());
        world.faults().heal();
        giveBackLeases();
        judge(before, ending, request).forEach(violation -> violations.add(where + ": " + violation + world.story()));
        if (reached) {
            runs++;
        }
        return reached;
    }

    /** A Lease that could not be given back expires; that is tested elsewhere, and not waited for here. */
    private void giveBackLeases() {
        world.look().held().keySet().forEach(name -> world.client()
                .leases()
                .inNamespace(world.namespace())
                .withName(name)
                .delete());
    }

    private List<String> judge(String before, Run.Ending ending, RequestBuilder request) {
        if (ending.outcome() instanceof Outcome.Failed failed && failed.state() == Outcome.Failed.State.NOT_CONFIRMED) {
            return repaired(failed, request);
        }
        String expected = before;
        if (ending.outcome() instanceof Outcome.Promoted promoted) {
            expected = promoted.release();
        } else if (ending.outcome() instanceof Outcome.RolledBack back) {
            expected = back.release();
        }
        List<String> found = new ArrayList<>(promises(expected));
        found.addAll(world.look().unfinished());
        if (ending.outcome() instanceof Outcome.NothingToDo || ending.outcome() instanceof Outcome.AlreadyActive) {
            found.add("there was something to do");
        }
        return found;
    }

    private List<String> promises(String release) {
        return how == CutoverChoice.OVERLAP
                ? world.service().violationsOfOverlap(release, REPLICAS)
                : world.service().violations(release, REPLICAS);
    }

    /** It said that it does not know; the next run finishes or undoes what was begun. */
    private List<String> repaired(Outcome.Failed failed, RequestBuilder request) {
        List<String> found = new ArrayList<>();
        if (failed.wayBack().isEmpty()) {
            found.add("it does not say how to get back");
        }
        world.forget();
        Outcome second = world.outcome(request);
        if (second instanceof Outcome.Promoted promoted) {
            found.addAll(promises(promoted.release()));
        } else if (second instanceof Outcome.AlreadyActive active) {
            found.addAll(promises(active.release()));
        } else if (second instanceof Outcome.RolledBack back) {
            found.addAll(promises(back.release()));
        } else {
            found.add("the next run did not succeed: " + second);
        }
        found.addAll(world.look().unfinished());
        return found;
    }
}
