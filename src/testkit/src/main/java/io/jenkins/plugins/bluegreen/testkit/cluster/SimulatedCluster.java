package io.jenkins.plugins.bluegreen.testkit.cluster;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.bluegreen.simulator.EmbeddedCluster;
import io.jenkins.plugins.bluegreen.simulator.Settings;
import io.jenkins.plugins.bluegreen.simulator.time.Speed;
import java.time.Duration;

/** Embedded clusters, one for each test. */
public final class SimulatedCluster implements TestCluster {
    private static final String NAMESPACE = "demo";

    private final Settings settings;

    /** Fast ones, in the clear. */
    public SimulatedCluster() {
        this(Settings.fast().withoutTls());
    }

    /**
     * Those that behave in some way.
     *
     * @param settings how they behave
     */
    public SimulatedCluster(Settings settings) {
        this.settings = settings;
    }

    /** Those whose controllers' caches are so far behind that what is done too early shows, on a busy machine too. */
    public static SimulatedCluster lagging() {
        return new SimulatedCluster(
                Settings.fast().withoutTls().withSpeed(Speed.fast().withCacheLag(Duration.ofMillis(100))));
    }

    @Override
    public String name() {
        return "the embedded cluster";
    }

    @Override
    public int capacity() {
        return 120;
    }

    @Override
    public boolean real() {
        return false;
    }

    @Override
    public Site open() {
        EmbeddedCluster cluster = EmbeddedCluster.start(settings);
        cluster.namespace(NAMESPACE);
        return new Embedded(cluster);
    }

    /**
     * One that nobody else uses.
     *
     * @param cluster it
     */
    @SuppressFBWarnings(
            value = {"EI_EXPOSE_REP"},
            justification = "A cluster is there to be used.")
    public record Embedded(EmbeddedCluster cluster) implements Site {
        @Override
        public String namespace() {
            return NAMESPACE;
        }

        @Override
        public String kubeconfig() {
            return cluster.kubeconfig();
        }

        @Override
        public void close() {
            cluster.close();
        }
    }
}
