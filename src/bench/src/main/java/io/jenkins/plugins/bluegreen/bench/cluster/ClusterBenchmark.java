package io.jenkins.plugins.bluegreen.bench.cluster;

import io.jenkins.plugins.bluegreen.bench.order.Arena;
import io.jenkins.plugins.bluegreen.bench.order.Orders;
import io.jenkins.plugins.bluegreen.bench.order.Programs;
import io.jenkins.plugins.bluegreen.bench.order.WarmUp;
import io.jenkins.plugins.bluegreen.testkit.cluster.ControlPlane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * All orders on one control plane, interleaved: each run takes every order once, so that whatever else the machine does
 * meets all of them alike.
 */
public final class ClusterBenchmark {
    private final Plan plan;
    private final Consumer<String> say;
    private boolean endedEarly;

    /**
     * What to do.
     *
     * @param pods sizes
     * @param warmUps of the pods
     * @param runs of each
     * @param wanted which orders
     */
    public record Plan(List<Integer> pods, List<WarmUp> warmUps, int runs, Predicate<String> wanted) {
        /** Copies the lists. */
        public Plan {
            pods = List.copyOf(pods);
            warmUps = List.copyOf(warmUps);
        }

        List<Orders.Lane> choose(List<Orders.Lane> all) {
            return all.stream()
                    .filter(lane -> lane.names().stream().anyMatch(wanted))
                    .toList();
        }
    }

    /**
     * Nothing is started yet.
     *
     * @param plan what to do
     * @param say told of the progress
     */
    public ClusterBenchmark(Plan plan, Consumer<String> say) {
        this.plan = plan;
        this.say = say;
    }

    /** Runs all of it. Where an order fails, that size ends there, and what was measured before is kept. */
    public List<Sample> run() {
        ControlPlane cluster = ControlPlane.get();
        List<Orders.Lane> all = new ArrayList<>(Orders.plain());
        Programs programs = new Programs(cluster);
        all.addAll(Orders.others(() -> programs));
        List<Orders.Lane> lanes = plan.choose(all);
        AuditLog log = new AuditLog(Path.of(cluster.ctl("path", "audit").strip()));
        List<Sample> samples = new ArrayList<>();
        try (ObserverProcess observer = new ObserverProcess()) {
            for (int pods : plan.pods()) {
                boolean cold = samples.isEmpty();
                samples.addAll(size(new Start(cluster, lanes, cold, observer), pods, new Counting(log)));
            }
        }
        return samples;
    }

    /** Whether something failed, so that there are fewer runs than were asked for. */
    public boolean endedEarly() {
        return endedEarly;
    }

    private record Start(ControlPlane cluster, List<Orders.Lane> lanes, boolean cold, ObserverProcess observer) {}

    private List<Sample> size(Start start, int pods, Meters meters) {
        List<Track> tracks = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        try {
            for (Orders.Lane lane : start.lanes()) {
                say.accept("%d pods: first version for %s".formatted(pods, String.join(", ", lane.names())));
                Track track = new Track(lane, new Arena(start.cluster().open(), pods), start.observer());
                tracks.add(track);
                track.begin();
                if (start.cold()) {
                    // Classes are loaded and caches filled; not counted.
                    track.run(WarmUp.NONE, 0, meters);
                }
            }
            for (int run = 1; run <= plan.runs(); run++) {
                for (WarmUp warmUp : plan.warmUps()) {
                    for (Track track : tracks) {
                        List<Sample> fresh = track.run(warmUp, run, meters);
                        fresh.forEach(sample -> say.accept(sample.toString()));
                        samples.addAll(fresh);
                    }
                }
            }
        } catch (CompletionException | IllegalStateException e) {
            endedEarly = true;
            say.accept("%d pods: ended early, for %s".formatted(pods, e));
        } finally {
            tracks.forEach(Track::close);
        }
        return samples;
    }

    private static final class Counting implements Meters {
        private final AuditLog log;
        private long position;

        Counting(AuditLog log) {
            this.log = log;
        }

        @Override
        public void begin() {
            position = log.position();
        }

        @Override
        public Optional<Requests> requests(String agent) {
            return Optional.of(log.requests(position, agent));
        }

        @Override
        public Sample.Load load() {
            return null;
        }
    }
}
