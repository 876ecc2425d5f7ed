package io.jenkins.plugins.bluegreen.jenkins.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JobTargetTest {
    @Test
    void whatTheFirstVersionWroteIsRead() throws Exception {
        List<JobTarget> all = List.of(Json.read(saved(), JobTarget[].class));

        assertThat(all).extracting(JobTarget::workload).containsExactly("demo-rs", "other-rs");
        JobTarget first = all.get(0);
        assertThat(first.options()).as("not written down").isNull();
        assertThat(first.server()).isEmpty();
        assertThat(first.overview().releases()).hasSize(1);
        assertThat(first.id())
                .isEqualTo(
                        Place.of(first.access(), "https://10.0.0.1:6443/", "marlon", List.of("demo-service"), "demo-rs")
                                .id());
    }

    @Test
    void isTheSamePlaceAsTheFirstVersionWroteOfAKubeconfigWithoutItsServer() throws Exception {
        JobTarget old = List.of(Json.read(saved(), JobTarget[].class)).get(1);
        JobTarget now = new JobTarget(
                "",
                "kubeconfig",
                "",
                "",
                false,
                "https://10.0.0.2:6443/",
                "marlon",
                List.of("other-service"),
                "other-rs",
                "label",
                "version",
                null,
                "",
                "",
                "promoted",
                "",
                1,
                "2026-01-01T00:00:00Z",
                null,
                "");

        assertThat(now.id()).isNotEqualTo(old.id());
        assertThat(now.isOfThePlaceOf(old)).isTrue();
    }

    @Test
    void isWhereItIsWhoeverAsksAndInWhateverOrderTheServicesAreNamed() {
        ClusterAccess one = access("", "first", "https://10.0.0.1:6443");
        one.setCaCertificate("one");
        ClusterAccess other = access("", "second", "https://10.0.0.1:6443/");
        other.setCaCertificate("other");

        assertThat(Place.of(one, "", "marlon", List.of("a", "b"), "demo-rs").id())
                .isEqualTo(Place.of(other, "https://10.0.0.1:6443/", "marlon", List.of("b", "a"), "demo-rs")
                        .id());
        assertThat(Place.of(access("prod", "", ""), "https://one", "marlon", List.of("a"), "demo-rs"))
                .as("a cluster that moves is the same cluster")
                .isEqualTo(Place.of(access("prod", "", ""), "https://other", "marlon", List.of("a"), "demo-rs"));
        assertThat(Place.of(access("", "x", ""), "https://one", "marlon", List.of("a"), "demo-rs"))
                .isNotEqualTo(Place.of(access("", "x", ""), "https://other", "marlon", List.of("a"), "demo-rs"));
    }

    @Test
    void whatGoesOnTouchesAPlaceAsFarAsItIsKnown() {
        Place here = Place.of(access("prod", "", ""), "", "marlon", List.of("a", "b"), "demo-rs");

        assertThat(here.touches(Place.of(access("prod", "", ""), "", "marlon", List.of("b"), "")))
                .isTrue();
        for (Place elsewhere : List.of(
                Place.of(access("test", "", ""), "", "marlon", List.of("a"), "demo-rs"),
                Place.of(access("prod", "", ""), "", "other", List.of("a"), "demo-rs"),
                Place.of(access("prod", "", ""), "", "marlon", List.of("c"), "demo-rs"),
                Place.of(access("prod", "", ""), "", "marlon", List.of("a"), "other-rs"))) {
            assertThat(here.touches(elsewhere)).as("%s", elsewhere).isFalse();
        }
    }

    private static ClusterAccess access(String cluster, String credentialsId, String serverUrl) {
        ClusterAccess access = new ClusterAccess();
        access.setCluster(cluster);
        access.setCredentialsId(credentialsId);
        access.setServerUrl(serverUrl);
        return access;
    }

    private static Path saved() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(JobTargetTest.class.getResource("targets-of-first.json"))
                .toURI());
    }
}
