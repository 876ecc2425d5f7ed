package io.jenkins.plugins.bluegreen.bench.micro;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs all JMH benchmarks of this package. */
public final class MicroBenchmarks {
    private MicroBenchmarks() {}

    /** Runs them; takes some minutes. */
    public static List<Score> run() {
        try {
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .include(MicroBenchmarks.class.getPackageName() + "\\..*")
                            .timeUnit(TimeUnit.MICROSECONDS)
                            .build())
                    .run();
            List<Score> scores = new ArrayList<>();
            results.forEach(result -> scores.add(score(result)));
            return scores;
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH could not run", e);
        }
    }

    private static Score score(RunResult result) {
        String name = result.getParams().getBenchmark();
        String parameters = result.getParams().getParamsKeys().stream()
                .map(key -> key + " " + result.getParams().getParam(key))
                .collect(Collectors.joining(", "));
        String what = name.substring(name.lastIndexOf('.') + 1) + (parameters.isEmpty() ? "" : ", " + parameters);
        return new Score(
                what,
                result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreError());
    }
}
