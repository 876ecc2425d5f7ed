package io.jenkins.plugins.bluegreen.bench.micro;

import io.jenkins.plugins.bluegreen.decide.Decision;
import io.jenkins.plugins.bluegreen.decide.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Decisions of a run in which one release replaces another, each of so many pods. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
    /** Pods of each of the two releases: half of those that a decision looks over. */
    @Param({"50", "500"})
    public int podsEach;

    private List<Decided> all = List.of();
    private Decided slowest;

    /** Records the questions, and finds the one that takes longest. */
    @Setup
    public void record() {
        Map<String, Decided> byKind = Decisions.of(podsEach);
        all = new ArrayList<>(byKind.values());
        long most = -1;
        String kind = "";
        for (Map.Entry<String, Decided> entry : byKind.entrySet()) {
            long nanos = nanos(entry.getValue());
            if (nanos > most) {
                most = nanos;
                slowest = entry.getValue();
                kind = entry.getKey();
            }
        }
        System.out.printf("%nThe slowest of %d kinds of decisions: %s%n", byKind.size(), kind);
    }

    private static long nanos(Decided decided) {
        int times = 300;
        for (int i = 0; i < times; i++) {
            next(decided);
        }
        long begun = System.nanoTime();
        for (int i = 0; i < times; i++) {
            next(decided);
        }
        return System.nanoTime() - begun;
    }

    private static Step next(Decided decided) {
        return Decision.next(decided.request(), decided.observed(), decided.now());
    }

    /** One of each kind, together. */
    @Benchmark
    public void allKindsOfDecisions(Blackhole sink) {
        all.forEach(decided -> sink.consume(next(decided)));
    }

    /** The kind that takes longest. */
    @Benchmark
    public Step slowestDecision() {
        return next(slowest);
    }
}
