package io.jenkins.plugins.bluegreen.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.testkit.contract.OnSimulator;
import io.jenkins.plugins.bluegreen.testkit.fault.Fault;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Strikes one of {@code -Dfaults.every} requests; all of them if that is 1, as it is in the profile {@code cluster}. Each
 * chain begins at another one, so that every request of a deployment and of a rollback is struck by some kind of fault.
 */
@OnSimulator
class FaultsOnSimulatorTest extends FaultsContract {
    private static final int EVERY = Integer.getInteger("faults.every", 16);

    @Override
    IntPredicate requests(int chain, int count) {
        return nth -> count < EVERY || nth % EVERY == chain % EVERY;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void strikesEveryRequestOfADeploymentAndOfARollbackBySomeKindOfFault(int kind) {
        assertThat(IntStream.range(0, 60)).allMatch(nth -> Stream.of(Mode.values())
                .flatMap(mode -> Stream.of(CutoverChoice.ATOMIC, CutoverChoice.OVERLAP)
                        .flatMap(how -> Arrays.stream(Fault.values())
                                .filter(fault -> !fault.watchesOnly())
                                .map(fault -> chain(kind, mode, how, fault))))
                .anyMatch(chain -> requests(chain, 60).test(nth)));
    }
}
