package io.jenkins.plugins.bluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorBindingTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    private final Manifest v2 = Manifest.parse(Demo.deployment());

    @Test
    void takesVersionFromTheManifestsOwnLabel() {
        Bound bound = bind(v2, null);

        assertThat(bound.version()).isEqualTo("v2");
        assertThat(bound.versionLabelValue()).isEqualTo("v2");
        assertThat(bound.ownVersion()).contains(new Bound.OwnVersion("version", "v2"));
        assertThat(bound.baseName()).isEqualTo("demo-dp");
        assertThat(bound.images()).containsExactly(Map.entry("demo", "bebullish/demo:v2"));
        assertThat(bound.warnings()).isEmpty();
    }

    @Test
    void keepsImageWithTagAndWarnsIfItIsAnotherVersion() {
        Bound bound = bind(v2, "v3");

        assertThat(bound.version()).isEqualTo("v3");
        assertThat(bound.baseName()).isEqualTo("demo-dp");
        assertThat(bound.images()).containsExactly(Map.entry("demo", "bebullish/demo:v2"));
        assertThat(bound.warnings())
                .containsExactly(
                        "The image bebullish/demo:v2 of container demo stays as it is written, though the version"
                                + " is v3.");
    }

    @Test
    void bindsVersionToImageWithoutTagAndDoesNotWarnOfOthers() {
        Manifest untagged = Manifest.parse(Demo.with(Demo.deployment(), "bebullish/demo:v2", "bebullish/demo")
                + "        - {name: side, image: 'envoy:1'}\n");

        Bound bound = bind(untagged, "v3");

        assertThat(bound.images())
                .containsExactly(Map.entry("demo", "bebullish/demo:v3"), Map.entry("side", "envoy:1"));
        assertThat(bound.warnings()).isEmpty();
    }

    @Test
    void takesVersionFromTheArtifactOfTheMainImage() {
        Bound bound = bind(v2, null, "docker.io/bebullish/demo:v4");

        assertThat(bound.version()).isEqualTo("v4");
        assertThat(bound.images()).containsExactly(Map.entry("demo", "bebullish/demo:v4"));
        assertThat(bound.template().toString()).contains("version=v4").doesNotContain("v2");
    }

    @Test
    void takesVersionFromTheImageWhereNoLabelNamesIt() {
        Manifest plain = Manifest.parse(Demo.with(Demo.replicaSet(), "bebullish/demo", "bebullish/demo:v7"));

        Bound bound = bind(plain, null);

        assertThat(bound.version()).isEqualTo("v7");
        assertThat(bound.baseName()).isEqualTo("demo-rs");
        assertThat(bound.template().toString()).contains("version=v7");
    }

    @Test
    void takesFirstTwelveDigitsOfADigestForLabelAndName() {
        Manifest untagged = Manifest.parse(Demo.with(Demo.deployment(), "bebullish/demo:v2", "bebullish/demo"));

        Bound bound = bind(untagged, DIGEST);

        assertThat(bound.version()).isEqualTo(DIGEST);
        assertThat(bound.versionLabelValue()).isEqualTo("0123456789ab");
        assertThat(bound.images()).containsExactly(Map.entry("demo", "bebullish/demo@" + DIGEST));
        assertThat(bound.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v2+1|Version \"v2+1\" was given, and in selector mode it is a label's value, but it is not one. Use up to 63 letters, digits, \"-\", \"_\" and \".\", with a letter or digit at both ends.",
                "V3|The release is to be called \"demo-dp-V3\", after its version, but an object's name has only lower-case letters, digits, \"-\" and \".\". Give a version such as v3.",
                "1.2_3|The release is to be called \"demo-dp-1.2_3\", after its version, but an object's name has only lower-case letters, digits, \"-\" and \".\". Give a version such as 1.2-3."
            })
    void refusesVersionThatCannotBeLabelOrName(String version, String sentence) {
        assertThat(problems(v2, version)).containsExactly(sentence);
    }

    @Test
    void refusesNameThatIsTooLong() {
        assertThat(problems(v2, "v" + "2".repeat(60)))
                .singleElement()
                .asString()
                .contains("but that has 69 characters, and 63 are allowed. Give the workload a shorter name, or the"
                        + " version.");
    }

    @Test
    void refusesImageThatStaysWithoutTag() {
        Manifest untagged = Manifest.parse(Demo.with(Demo.deployment(), "bebullish/demo:v2", "bebullish/demo"));

        assertThat(problems(untagged, null))
                .singleElement()
                .asString()
                .contains("the image bebullish/demo of container demo has neither a tag nor a digest");
    }

    @Test
    void refusesVersionLabelThatCannotBeReplaced() {
        Manifest expression = Manifest.parse(Demo.with(
                Demo.deployment(),
                "    matchLabels:\n",
                "    matchExpressions:\n      - {key: version, operator: In, values: [v2]}\n    matchLabels:\n"));

        assertThat(problems(expression, "v3"))
                .containsExactly("The label version must name the version, but matchExpressions of the manifest's"
                        + " spec.selector use it. Use it in spec.selector.matchLabels only.");
        assertThat(Demo.sentences(org.assertj.core.api.Assertions.catchThrowableOfType(
                        InvalidInputException.class, () -> Binding.selector(v2, Optional.of("v3"), List.of(), "a b"))))
                .containsExactly(
                        "The version label \"a b\" was given, but it is not a label's key. Give the key by which"
                                + " the Service selects a version, such as version.");
    }

    @Test
    void hashesVersionLabel() {
        assertThat(bind(v2, null).requestedHash())
                .isEqualTo(bind(v2, "v2").requestedHash())
                .isNotEqualTo(bind(v2, "v3").requestedHash());
    }

    private static Bound bind(Manifest manifest, String version, String... artifacts) {
        return Binding.selector(manifest, Optional.ofNullable(version), List.of(artifacts), "version");
    }

    private static List<String> problems(Manifest manifest, String version) {
        return Demo.sentences(org.assertj.core.api.Assertions.catchThrowableOfType(
                InvalidInputException.class, () -> bind(manifest, version)));
    }
}
