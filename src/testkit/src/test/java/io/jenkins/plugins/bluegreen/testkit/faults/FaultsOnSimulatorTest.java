package io.jenkins.plugins.bluegreen.testkit.faults;

import io.jenkins.plugins.bluegreen.testkit.contract.OnSimulator;
import java.util.function.IntPredicate;

/**
 * Strikes one of {@code -Dfaults.every} requests; all of them if that is 1, as it is in the profile {@code cluster}. Each
 * chain begins at another one, so that every request is struck by some kind of fault in any case.
 */
@OnSimulator
class FaultsOnSimulatorTest extends FaultsContract {
    private static final int EVERY = Integer.getInteger("faults.every", 8);

    @Override
    IntPredicate requests(String chain, int count) {
        int offset = Math.floorMod(chain.hashCode(), EVERY);
        return nth -> count < EVERY || nth % EVERY == offset;
    }
}
