package io.jenkins.plugins.bluegreen.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** A scene, and what is decided in it. */
abstract class DecisionCase {
    final Scene scene = new Scene();

    <A extends Action> A only(Class<A> type) {
        Next next = scene.next();
        assertThat(next).isInstanceOf(Next.Act.class);
        List<Action> actions = ((Next.Act) next).actions();
        assertThat(actions).hasSize(1);
        assertThat(actions.get(0)).isInstanceOf(type);
        return type.cast(actions.get(0));
    }

    String refusal() {
        Next next = scene.next();
        assertThat(next).isInstanceOfSatisfying(Next.Done.class, done -> assertThat(done.outcome())
                .isInstanceOf(Outcome.Refused.class));
        Outcome.Refused refused = (Outcome.Refused) ((Next.Done) next).outcome();
        return String.join(
                "\n", refused.problems().stream().map(Problem::sentence).toList());
    }

    Outcome outcome() {
        Next next = scene.next();
        assertThat(next).isInstanceOf(Next.Done.class);
        return ((Next.Done) next).outcome();
    }

    static Request.Options withReplicas(int replicas) {
        return options(OptionalInt.of(replicas), 3, Duration.ZERO);
    }

    static Request.Options withHistory(int history) {
        return options(OptionalInt.empty(), history, Duration.ZERO);
    }

    static Request.Options withVerify(Duration verify) {
        return options(OptionalInt.empty(), 3, verify);
    }

    private static Request.Options options(OptionalInt replicas, int history, Duration verify) {
        Request.Options given = Request.Options.defaults();
        return new Request.Options(
                given.cutover(),
                given.versionLabel(),
                replicas,
                given.readyTimeout(),
                given.stable(),
                given.unschedulableGrace(),
                verify,
                given.settle(),
                given.drain(),
                given.retire(),
                history,
                given.keepFailed(),
                given.previewService(),
                given.allowDarkTraffic(),
                given.concurrency());
    }
}
