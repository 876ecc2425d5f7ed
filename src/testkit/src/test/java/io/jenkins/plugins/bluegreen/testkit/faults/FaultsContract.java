package io.jenkins.plugins.bluegreen.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import io.jenkins.plugins.bluegreen.testkit.fault.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of fault at the requests of deployments and rollbacks, in both modes and by both cutovers. */
@Execution(ExecutionMode.CONCURRENT)
abstract class FaultsContract {
    /** Kinds of faults that strike requests; those that strike watches alone come after them. */
    private static final int OF_REQUESTS = (int)
            Stream.of(Fault.values()).filter(fault -> !fault.watchesOnly()).count();

    private static final AtomicInteger STRUCK = new AtomicInteger();

    private World world;

    /**
     * Which requests of a chain are struck.
     *
     * @param chain its number; chains of one kind of fault are not next to one another
     * @param count how many requests there are, about
     */
    abstract IntPredicate requests(int chain, int count);

    @BeforeEach
    void open(TestCluster cluster) {
        world = World.in(cluster);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @AfterAll
    static void tell() {
        System.out.printf("%d runs were struck by a fault.%n", STRUCK.getAndSet(0));
    }

    static Stream<Arguments> kinds() {
        return Stream.of(Mode.values()).flatMap(mode -> Stream.of(CutoverChoice.ATOMIC, CutoverChoice.OVERLAP)
                .flatMap(how -> Stream.of(Fault.values()).map(fault -> Arguments.of(mode, how, fault))));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keepsItsPromisesWhicheverRequestOfADeploymentFails(Mode mode, CutoverChoice how, Fault fault) {
        FaultChain chain = chain(mode, how, fault);

        chain.deployments(requests(chain(0, mode, how, fault), count(fault)));

        assertHeld(chain);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keepsItsPromisesWhicheverRequestOfARollbackFails(Mode mode, CutoverChoice how, Fault fault) {
        FaultChain chain = chain(mode, how, fault);

        chain.rollbacks(requests(chain(1, mode, how, fault), count(fault)));

        assertHeld(chain);
    }

    /** Numbers those that deploy, and then those that roll back, those that strike requests one after another. */
    static int chain(int kind, Mode mode, CutoverChoice how, Fault fault) {
        int way = mode.ordinal() * 2 + (how == CutoverChoice.OVERLAP ? 1 : 0);
        return (kind * 4 + way) * OF_REQUESTS + fault.ordinal();
    }

    private static void assertHeld(FaultChain chain) {
        assertThat(chain.violations()).isEmpty();
        assertThat(chain.runs()).isPositive();
        STRUCK.addAndGet(chain.runs());
    }

    /** How many requests there are to strike, about. */
    private static int count(Fault fault) {
        return fault.watchesOnly() ? 5 : 60;
    }

    private FaultChain chain(Mode mode, CutoverChoice how, Fault fault) {
        if (mode == Mode.LABEL) {
            world.create("label/service.yaml");
            assertThat(world.outcome(RequestBuilder.label("v1"))).isInstanceOf(Outcome.Promoted.class);
        } else {
            world.create("selector/service.yaml");
            world.create("selector/deployment-v1.yaml");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(world.look().serving(World.SERVICE)).isEqualTo(Map.of("demo-dp-v1", 3)));
        }
        return new FaultChain(world, mode, how, fault);
    }
}
