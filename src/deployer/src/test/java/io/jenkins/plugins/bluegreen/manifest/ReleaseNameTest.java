package io.jenkins.plugins.bluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseNameTest {
    @Test
    void readsAndWritesNumberedNames() {
        assertThat(ReleaseName.parse("demo-rs-v004")).contains(new ReleaseName("demo-rs", 4));
        assertThat(ReleaseName.parse("a-v001-v999")).contains(new ReleaseName("a-v001", 999));
        assertThat(new ReleaseName("demo-rs", 3)).hasToString("demo-rs-v003");
        assertThatThrownBy(() -> new ReleaseName("a", 1000)).hasMessageContaining("three digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-rs", "demo-rs-v4", "demo-rs-v0004", "-v004", "demo-rs-004", "demo-rs-v00x"})
    void readsNoOtherNames(String name) {
        assertThat(ReleaseName.parse(name)).isEmpty();
    }

    @Test
    void countsOnFromTheNewest() {
        assertThat(ReleaseName.next("demo-rs", 0, List.of())).isEqualTo("demo-rs-v001");
        assertThat(ReleaseName.next("demo-rs", 4, List.of(1, 4))).isEqualTo("demo-rs-v005");
        assertThat(ReleaseName.next("demo-rs", 4, List.of(4, 5, 6))).isEqualTo("demo-rs-v007");
    }

    @Test
    void wrapsToAFreeNumber() {
        Set<Integer> all = IntStream.rangeClosed(1, 999).boxed().collect(Collectors.toSet());

        assertThat(ReleaseName.next("a", 999, List.of(999))).isEqualTo("a-v001");
        assertThat(ReleaseName.next("a", 998, List.of(998, 999, 1, 2))).isEqualTo("a-v003");
        assertThatThrownBy(() -> ReleaseName.next("a", 17, all))
                .hasMessage(
                        "A new release of a was asked for, but all numbers from 001 to 999 are taken. Delete releases"
                                + " that nobody needs.");
        all.remove(17);
        assertThat(ReleaseName.next("a", 17, all)).isEqualTo("a-v017");
    }

    @ParameterizedTest
    @CsvSource({
        "demo-dp-v2, v2, demo-dp",
        "demo-dp, v2, demo-dp",
        "demo-dp-v2, v1, demo-dp-v2",
        "demo-dp-v2, , demo-dp-v2",
        "v2, v2, v2",
        "-v2, v2, -v2"
    })
    void dropsItsOwnVersionFromTheBaseName(String name, String ownVersion, String base) {
        assertThat(ReleaseName.baseOf(name, Optional.ofNullable(ownVersion))).isEqualTo(base);
    }

    @Test
    void callsReleasesAfterTheirVersion() {
        assertThat(ReleaseName.versioned("demo-dp", "v2")).isEqualTo("demo-dp-v2");
        assertThat(ReleaseName.versioned("demo-dp", "1.2.3")).isEqualTo("demo-dp-1.2.3");
    }
}
