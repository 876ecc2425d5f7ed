package io.jenkins.plugins.bluegreen.bench;

import io.jenkins.plugins.bluegreen.bench.cluster.ClusterBenchmark;
import io.jenkins.plugins.bluegreen.bench.cluster.TrafficBenchmark;
import io.jenkins.plugins.bluegreen.bench.controller.ControllerBenchmark;
import io.jenkins.plugins.bluegreen.bench.micro.MicroBenchmarks;
import io.jenkins.plugins.bluegreen.bench.order.WarmUp;
import io.jenkins.plugins.bluegreen.bench.report.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the benchmarks that are asked for, and writes down what came out. */
@Command(
        name = "src/bench/run",
        description = "Measures this product beside other ways of blue/green deployment, and what it costs.",
        mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
    private static final Logger LIBRARIES = Logger.getLogger("");

    @Spec
    private CommandSpec spec;

    @Option(names = "--pods", split = ",", defaultValue = "3,50,500", description = "Sizes: ${DEFAULT-VALUE}.")
    List<Integer> pods;

    @Option(names = "--runs", defaultValue = "5", description = "Runs of each: ${DEFAULT-VALUE}.")
    int runs;

    @Option(
            names = "--warmup",
            split = ",",
            defaultValue = "0s,1s-5s",
            description = "Warm-ups of a pod: ${DEFAULT-VALUE}.")
    List<String> warmUps;

    @Option(
            names = "--only",
            split = ",",
            description =
                    "Parts (cluster, traffic, micro, controller) or orders, such as label-atomic; else everything.")
    List<String> only;

    @Option(
            names = "--waiting",
            split = ",",
            defaultValue = "1,100,1000",
            description = "Deployments that wait at once.")
    List<Integer> waiting;

    @Option(
            names = "--out",
            defaultValue = "target/results",
            description = "Folder for results.md and results.json: ${DEFAULT-VALUE} below src/bench.")
    Path out;

    /** Starts. */
    public static void main(String[] arguments) {
        LIBRARIES.setLevel(Level.SEVERE);
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() {
        Choice choice = choice();
        ClusterBenchmark.Plan plan = new ClusterBenchmark.Plan(
                pods, warmUps.stream().map(WarmUp::parse).toList(), runs, choice::order);
        Results results = new Results(out);
        ClusterBenchmark cluster = new ClusterBenchmark(plan, Main::say);
        if (choice.part("cluster")) {
            results.cluster(cluster.run());
        }
        if (choice.part("traffic")) {
            results.traffic(new TrafficBenchmark(plan, Main::say).run());
        }
        if (choice.part("micro")) {
            results.micro(MicroBenchmarks.run());
        }
        if (choice.part("controller")) {
            results.controller(new ControllerBenchmark(Main::say).run(waiting));
        }
        return cluster.endedEarly() ? 1 : 0;
    }

    private Choice choice() {
        try {
            return new Choice(only);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
