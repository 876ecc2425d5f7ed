package io.jenkins.plugins.bluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
    @ParameterizedTest
    @ValueSource(strings = {"app", "a", "createBy", "app.kubernetes.io/name", "a/b_c.D-9", "0"})
    void knowsKeys(String key) {
        assertThat(Labels.isKey(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/a", "a b", "-a", "a-", "A/b", "a/b/c", "a_b/c", "a..b/c"})
    void knowsWhatIsNoKey(String key) {
        assertThat(Labels.isKey(key)).isFalse();
    }

    @Test
    void limitsLengths() {
        String longest = "a".repeat(63);
        String prefix = ("a".repeat(62) + ".").repeat(4) + "a";

        assertThat(prefix).hasSize(253);
        assertThat(Labels.isKey(prefix + "/" + longest)).isTrue();
        assertThat(Labels.isKey(prefix + "a/" + longest)).isFalse();
        assertThat(Labels.isKey(longest + "a")).isFalse();
        assertThat(Labels.isValue(longest)).isTrue();
        assertThat(Labels.isValue(longest + "a")).isFalse();
    }

    @Test
    void knowsValues() {
        assertThat(new String[] {"", "v1", "V1.2_3-x", "0"}).allMatch(Labels::isValue);
        assertThat(new String[] {"-a", "a-", "a b", "a/b", "ä", ".", "a\n"}).noneMatch(Labels::isValue);
    }

    @Test
    void shortensSoThatTwoStayTwo() {
        String fits = "a".repeat(63);
        String one = Labels.shorten("a".repeat(70) + "1");
        String other = Labels.shorten("a".repeat(70) + "2");

        assertThat(Labels.shorten(fits)).isEqualTo(fits);
        assertThat(one).hasSize(63).isNotEqualTo(other).matches("a{54}-[0-9a-f]{8}");
        assertThat(Labels.isValue(one)).isTrue();
        assertThat(Labels.shorten("a".repeat(70) + "1")).isEqualTo(one);
    }

    @Test
    void makesValueOfVersion() {
        assertThat(Labels.ofVersion("V1.2_3")).isEqualTo("V1.2_3");
        assertThat(Labels.ofVersion("sha256:" + "0123456789abcdef".repeat(4))).isEqualTo("0123456789ab");
        assertThatThrownBy(() -> Labels.ofVersion("")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Labels.ofVersion("sha256:12"))
                .hasMessageContaining("in selector mode it is a label's value");
    }
}
