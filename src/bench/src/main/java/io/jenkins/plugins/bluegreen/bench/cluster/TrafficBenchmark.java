package io.jenkins.plugins.bluegreen.bench.cluster;

import io.jenkins.plugins.bluegreen.bench.order.Arena;
import io.jenkins.plugins.bluegreen.bench.order.Orders;
import io.jenkins.plugins.bluegreen.bench.order.WarmUp;
import io.jenkins.plugins.bluegreen.simulator.Settings;
import io.jenkins.plugins.bluegreen.testkit.cluster.SimulatedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ours and the red/black order on the embedded cluster, whose pods answer, under a steady load of real requests. Those
 * orders that need a real control plane are not in it.
 */
public final class TrafficBenchmark {
    private final ClusterBenchmark.Plan plan;
    private final Consumer<String> say;

    /**
     * Nothing is started yet.
     *
     * @param plan what to do
     * @param say told of the progress
     */
    public TrafficBenchmark(ClusterBenchmark.Plan plan, Consumer<String> say) {
        this.plan = plan;
        this.say = say;
    }

    /** Runs all of it. */
    public List<Sample> run() {
        List<Sample> samples = new ArrayList<>();
        try (ObserverProcess observer = new ObserverProcess()) {
            for (int pods : plan.pods()) {
                for (WarmUp warmUp : plan.warmUps()) {
                    for (Orders.Lane lane : plan.choose(Orders.plain())) {
                        samples.addAll(lane(lane, pods, warmUp, observer));
                    }
                }
            }
        }
        return samples;
    }

    private List<Sample> lane(Orders.Lane lane, int pods, WarmUp warmUp, ObserverProcess observer) {
        Settings settings = Settings.fast().withWarmup(warmUp.soonest(), warmUp.latest());
        var site = (SimulatedCluster.Embedded) new SimulatedCluster(settings).open();
        List<Sample> samples = new ArrayList<>();
        try (Track track = new Track(lane, new Arena(site, pods), observer)) {
            track.begin();
            try (SteadyLoad load = new SteadyLoad(site.cluster().serviceAddress(site.namespace(), Arena.SERVICE))) {
                track.run(WarmUp.NONE, 0, new Loaded(load));
                for (int run = 1; run <= plan.runs(); run++) {
                    List<Sample> fresh = track.run(warmUp, run, new Loaded(load));
                    fresh.forEach(sample -> say.accept(sample.toString()));
                    samples.addAll(fresh);
                }
            }
        }
        return samples;
    }

    private record Loaded(SteadyLoad meter) implements Meters {
        @Override
        public void begin() {
            meter.take();
        }

        @Override
        public Optional<Requests> requests(String agent) {
            return Optional.empty();
        }

        @Override
        public Sample.Load load() {
            return meter.take();
        }
    }
}
