package io.jenkins.plugins.bluegreen.observer.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final Moment ZERO = new Moment(0, Instant.EPOCH);

    private static Fact.Pod pod(String uid, boolean ready) {
        return new Fact.Pod(uid, uid, Optional.empty(), Map.of(), ready, true);
    }

    private static Sight sight(long nanos, Fact fact) {
        return new Sight(ZERO.at(nanos), nanos, fact);
    }

    private static Fact.Gone gone(String uid) {
        return new Fact.Gone(new Fact.Subject(Kind.POD, uid));
    }

    @Test
    void dropsWhatShowsNothingNew() {
        Recording recording = new Recording("ns", "svc", 100, ZERO);

        assertThat(recording.add(sight(1, pod("a", false)))).isTrue();
        assertThat(recording.add(sight(2, pod("a", false)))).isFalse();
        assertThat(recording.add(sight(3, pod("a", true)))).isTrue();
        assertThat(recording.add(sight(4, gone("a")))).isTrue();
        assertThat(recording.add(sight(5, gone("a")))).isFalse();

        assertThat(recording.history(ZERO.at(9), List.of()).sights())
                .extracting(sight -> sight.seen().nanos())
                .containsExactly(1L, 3L, 4L);
    }

    @Test
    void reducesItsOlderHalfToItsLastStateWhenItGrowsTooLong() {
        Recording recording = new Recording("ns", "svc", 100, ZERO);
        recording.mark(new Mark("early", ZERO.at(1)));
        recording.add(sight(1, pod("steady", true)));
        recording.add(sight(2, pod("served", true)));
        recording.add(sight(3, pod("forgotten", true)));
        recording.add(sight(4, new Fact.Slice("s", "IPv4", List.of(new Fact.Endpoint("served", "served", "", true)))));
        recording.add(sight(5, gone("served")));
        recording.add(sight(6, gone("forgotten")));
        for (int i = 7; i <= 10_000; i++) {
            recording.add(sight(i, pod("flapping", i % 2 == 0)));
        }
        recording.mark(new Mark("late", ZERO.at(10_000)));

        History history = recording.history(ZERO.at(10_001), List.of());

        assertThat(history.sights()).hasSizeLessThanOrEqualTo(100);
        assertThat(history.begun().nanos()).isBetween(9_800L, 9_990L);
        assertThat(history.marks()).extracting(Mark::name).containsExactly("late");
        assertThat(history.sights())
                .extracting(Sight::fact)
                .contains(pod("steady", true))
                .contains(new Fact.Pod("served", "served", Optional.empty(), Map.of(), false, false))
                .noneMatch(fact -> fact.subject().orElseThrow().key().equals("forgotten"));
    }

    @Test
    void growsWithTheNumberOfObjectsThatAreThere() {
        Recording recording = new Recording("ns", "svc", 10, ZERO);
        for (int i = 1; i <= 1000; i++) {
            recording.add(sight(i, pod("pod-" + i, true)));
        }

        assertThat(recording.history(ZERO.at(1001), List.of()).sights()).hasSize(1000);
    }
}
