package io.jenkins.plugins.bluegreen.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.jenkins.plugins.bluegreen.decide.Pod;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Slice;
import io.jenkins.plugins.bluegreen.drive.Interest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final Interest INTEREST =
            new Interest(List.of("demo-service"), "demo-rs", Map.of("app", "demo"), List.of());

    private final Changes changes = new Changes();
    private final List<String> told = new ArrayList<>();
    private final Runnable end = changes.subscribe(INTEREST, () -> told.add("now"), () -> told.add("soon"));

    private static Mapping.Owned<Release> set(String name, int replicas, int available) {
        return Mapping.replicaSet(
                new ReplicaSetBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withUid(name)
                        .withGeneration(1L)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withNewSelector()
                        .endSelector()
                        .withNewTemplate()
                        .endTemplate()
                        .endSpec()
                        .withNewStatus()
                        .withObservedGeneration(1L)
                        .withReplicas(replicas)
                        .withAvailableReplicas(available)
                        .endStatus()
                        .build(),
                null);
    }

    private static Mapping.Owned<Pod> podOf(String set) {
        return PodMapping.of(
                new PodBuilder()
                        .withNewMetadata()
                        .withName("demo")
                        .addNewOwnerReference()
                        .withUid(set)
                        .withController(true)
                        .endOwnerReference()
                        .endMetadata()
                        .build(),
                null);
    }

    @Test
    void canWaitAsLongAsAWorkloadIsGettingReady() {
        changes.replicaSet(set("demo-rs-v002", 3, 0), set("demo-rs-v002", 3, 1));
        changes.replicaSet(set("demo-rs-v002", 3, 1), set("demo-rs-v002", 3, 2));

        assertThat(told).containsExactly("soon", "soon");
    }

    @Test
    void tellsAtOnceThatAWorkloadIsReady() {
        changes.replicaSet(set("demo-rs-v002", 3, 2), set("demo-rs-v002", 3, 3));

        assertThat(told).containsExactly("now");
    }

    @Test
    void tellsAtOnceWhatIsNotProgress() {
        changes.replicaSet(null, set("demo-rs-v002", 3, 0));
        changes.replicaSet(set("demo-rs-v002", 3, 2), set("demo-rs-v002", 3, 1));
        changes.replicaSet(set("demo-rs-v002", 3, 1), null);

        assertThat(told).containsExactly("now", "now", "now");
    }

    @Test
    void canWaitWithPodsOfWhatIsLookedAt() {
        changes.looksAt(INTEREST, new Changes.Seen(Set.of(), Set.of("demo-rs-v002")));

        changes.pod(null, podOf("demo-rs-v002"));
        changes.pod(null, podOf("another"));

        assertThat(told).containsExactly("soon");
    }

    @Test
    void canWaitWithSlicesOfWhatIsLookedAt() {
        Slice slice = new Slice("demo-1", "IPv4", true, Map.of(), List.of());
        changes.slice(null, new Mapping.SliceOf("demo-service", slice));
        changes.slice(null, new Mapping.SliceOf("another", slice));

        assertThat(told).containsExactly("soon");
    }

    @Test
    void goesOnTellingThoseWhoHaveTheSameInterestAsOneWhoHasEnded() {
        Runnable other = changes.subscribe(INTEREST, () -> told.add("other now"), () -> told.add("other soon"));
        changes.looksAt(INTEREST, new Changes.Seen(Set.of(), Set.of("demo-rs-v002")));
        end.run();
        changes.pod(null, podOf("demo-rs-v002"));
        assertThat(told).containsExactly("other soon");

        other.run();
        changes.subscribe(INTEREST, () -> told.add("third now"), () -> told.add("third soon"));
        changes.pod(null, podOf("demo-rs-v002"));
        assertThat(told).as("what was looked at by those who are gone").containsExactly("other soon");
    }

    @Test
    void tellsNothingOfOthersAndNothingAfterTheEnd() {
        changes.replicaSet(set("another", 3, 2), set("another", 3, 3));
        assertThat(told).isEmpty();

        end.run();
        changes.replicaSet(set("demo-rs-v002", 3, 2), set("demo-rs-v002", 3, 3));
        assertThat(told).isEmpty();
    }
}
