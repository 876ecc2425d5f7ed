package io.jenkins.plugins.bluegreen.testkit.faults;

import io.jenkins.plugins.bluegreen.testkit.contract.OnControlPlane;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Strikes {@code -Dcluster.faults} runs, 360 unless it is set, at requests that {@code -Dcluster.seed} chooses. */
@OnControlPlane
class FaultsOnControlPlaneIT extends FaultsContract {
    private static final int RUNS = Integer.getInteger("cluster.faults", 360);
    private static final long SEED = Long.getLong("cluster.seed", 1);
    private static final int CHAINS = 72;
    /** Seeds that are next to one another choose alike. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    @Override
    IntPredicate requests(int chain, int count) {
        int share = (RUNS + CHAINS - 1) / CHAINS;
        Set<Integer> chosen = new Random(SEED + SPREAD * chain)
                .ints(1, count + 1)
                .distinct()
                .limit(Math.min(share, count))
                .boxed()
                .collect(Collectors.toSet());
        return chosen::contains;
    }
}
