package io.jenkins.plugins.bluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Binding in label mode. */
class BindingTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    private final Manifest demo = Manifest.parse(Demo.replicaSet());

    @Test
    void bindsVersionToTheImageWithoutTag() {
        Bound bound = bind(demo, "v2");

        assertThat(bound.images()).containsExactly(Map.entry("demo", "docker.io/bebullish/demo:v2"));
        assertThat(bound.version()).isEqualTo("v2");
        assertThat(bound.baseName()).isEqualTo("demo-rs");
        assertThat(bound.ownVersion()).isEmpty();
        assertThat(bound.warnings()).isEmpty();
        assertThat(bound.template().toString()).contains("image=docker.io/bebullish/demo:v2");
        assertThat(bound).hasToString("ReplicaSet demo-rs, version v2");
        assertThatThrownBy(bound::versionLabelValue).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void bindsBareDigestToTheImageWithoutTag() {
        Bound bound = bind(demo, DIGEST);

        assertThat(bound.images()).containsEntry("demo", "docker.io/bebullish/demo@" + DIGEST);
        assertThat(bound.version()).isEqualTo(DIGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bebullish/demo:v2",
                "docker.io/bebullish/demo:v2",
                "index.docker.io/bebullish/demo:v2",
                " bebullish/demo:v2 "
            })
    void bindsArtifactByNameAndKeepsTheSpellingOfTheManifest(String artifact) {
        Bound bound = bind(demo, null, artifact);

        assertThat(bound.images()).containsExactly(Map.entry("demo", "docker.io/bebullish/demo:v2"));
        assertThat(bound.version()).isEqualTo("v2");
    }

    @Test
    void artifactReplacesTagAndDigestThatTheManifestHas() {
        Manifest tagged = Manifest.parse(Demo.replicaSet("bebullish/demo", "bebullish/demo:v1"));

        Bound bound = bind(tagged, null, "bebullish/demo:v2@" + DIGEST);

        assertThat(bound.images()).containsEntry("demo", "docker.io/bebullish/demo:v2@" + DIGEST);
        assertThat(bound.version()).isEqualTo(DIGEST);
        assertThat(bind(tagged, null).version()).isEqualTo("v1");
    }

    @Test
    void bindsEveryContainerAndInitContainerOfTheImage() {
        Manifest manifest = with("demo", "bebullish/demo", "setup", "docker.io/bebullish/demo", "proxy", "envoy:1");

        Bound bound = bind(manifest, "v2");

        assertThat(bound.images())
                .containsExactly(
                        Map.entry("first", "docker.io/bebullish/demo:v2"),
                        Map.entry("demo", "bebullish/demo:v2"),
                        Map.entry("setup", "docker.io/bebullish/demo:v2"),
                        Map.entry("proxy", "envoy:1"));
    }

    @Test
    void takesVersionThatSaysTheSameAsTheArtifact() {
        assertThat(bind(demo, "v2", "bebullish/demo:v2").images()).containsEntry("demo", "docker.io/bebullish/demo:v2");
        assertThat(problems(demo, "v3", "bebullish/demo:v2"))
                .singleElement()
                .asString()
                .startsWith(
                        "Version \"v3\" was given for the one image without tag and digest, but ReplicaSet demo-rs has"
                                + " none: docker.io/bebullish/demo:v2.");
    }

    @Test
    void refusesArtifactThatMatchesNoContainer() {
        assertThat(problems(demo, "v2", "bebullish/dem0:v2", "registry:5000/bebullish/demo:v2"))
                .containsExactly(
                        "The artifact bebullish/dem0:v2 was given, but no container of ReplicaSet demo-rs has an image of"
                                + " that name: it has docker.io/bebullish/demo. Correct the artifact's name, or the"
                                + " manifest's image.",
                        "The artifact registry:5000/bebullish/demo:v2 was given, but no container of ReplicaSet demo-rs has"
                                + " an image of that name: it has docker.io/bebullish/demo. Correct the artifact's name, or"
                                + " the manifest's image.");
    }

    @Test
    void refusesImageThatStaysWithoutTagAndDigest() {
        assertThat(problems(demo, null))
                .containsExactly(
                        "Every container must say which image it runs, but the image docker.io/bebullish/demo of"
                                + " container demo has neither a tag nor a digest. Give a version such as v2, or the artifact"
                                + " docker.io/bebullish/demo:v2.");
    }

    @Test
    void refusesTwoArtifactsForOneImage() {
        assertThat(problems(demo, null, "bebullish/demo:v2", "docker.io/bebullish/demo:v3"))
                .containsExactly("One artifact can be given for an image, but 2 were given for bebullish/demo:"
                        + " bebullish/demo:v2 and docker.io/bebullish/demo:v3. Leave the one that is to be deployed.");
    }

    @Test
    void refusesVersionForSeveralImagesAndNamesThem() {
        assertThat(problems(with("side", "envoy"), "v2"))
                .containsExactly(
                        "Version \"v2\" was given for the one image without tag and digest, but ReplicaSet demo-rs"
                                + " has 2: docker.io/bebullish/demo and docker.io/library/envoy. Give an artifact for each of them"
                                + " instead.");
        assertThat(bind(with("side", "envoy"), "v2", "envoy:1").images())
                .containsExactly(Map.entry("demo", "docker.io/bebullish/demo:v2"), Map.entry("side", "envoy:1"));
    }

    @Test
    void refusesVersionForNoImage() {
        assertThat(problems(Manifest.parse(Demo.replicaSet("bebullish/demo", "bebullish/demo:v1")), "v2"))
                .containsExactly(
                        "Version \"v2\" was given for the one image without tag and digest, but ReplicaSet demo-rs"
                                + " has none: docker.io/bebullish/demo:v1. Leave the tag away in the manifest, or give an artifact"
                                + " instead of a version.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v 2|the tag is not one. Use letters",
                ":v2|the tag is not one. Use letters",
                "sha256:abc|the digest is not one. Write it as sha256: and 64 digits 0-9 and a-f.",
                "''|A version was given, but it is empty. Give a version such as v2, or none."
            })
    void refusesVersionThatIsNone(String version, String why) {
        assertThat(problems(demo, version)).first().asString().contains(why);
    }

    @Test
    void refusesArtifactThatIsNone() {
        assertThat(problems(demo, "v2", "Demo:v1"))
                .containsExactly(
                        "The image \"Demo:v1\" was given as an artifact, but there is upper case in its name. Write"
                                + " its name in lower case.");
        assertThat(problems(demo, null, "bebullish/demo"))
                .containsExactly(
                        "The artifact bebullish/demo was given, but it has neither a tag nor a digest. Say which"
                                + " image it is, such as bebullish/demo:v2.");
    }

    @Test
    void refusesNameThatANumberWouldMakeTooLong() {
        Manifest longest = Manifest.parse(Demo.replicaSet("demo-rs", "d".repeat(58)));
        Manifest tooLong = Manifest.parse(Demo.replicaSet("demo-rs", "d".repeat(59)));

        assertThat(bind(longest, "v2").baseName()).hasSize(58);
        assertThat(problems(tooLong, "v2"))
                .singleElement()
                .asString()
                .contains(
                        "are to be numbered, such as -v001, but its name has 59 characters, and 58 are allowed for that."
                                + " Give the workload a shorter name.");
    }

    @Test
    void reportsAllProblemsAtOnce() {
        assertThat(problems(with("side", "envoy"), null, "X", "nope:v1", "a:1", "a:2"))
                .hasSize(6);
    }

    @Test
    void tellsWhatIsWrongWhateverTheManifestIs() {
        assertThat(Binding.problemsOf(Optional.of(" "), List.of("X", "a")))
                .extracting(Problem::found)
                .containsExactly("there is upper case in its name", "it has neither a tag nor a digest", "it is empty");
        assertThat(Binding.problemsOf(Optional.of("v2"), List.of("a:1"))).isEmpty();
    }

    @Test
    void hashIsThatOfWhatIsAsked() {
        String hash = bind(demo, "v2").requestedHash();

        assertThat(hash).matches("[0-9a-f]{32}");
        assertThat(bind(Manifest.parse(Demo.replicaSet()), "v2").requestedHash())
                .isEqualTo(hash);
        assertThat(bind(Manifest.parse(Demo.replicaSet("replicas: 3", "replicas: 9")), "v2")
                        .requestedHash())
                .as("another size")
                .isEqualTo(hash);
        assertThat(bind(
                                Manifest.parse(
                                        Demo.replicaSet("name: demo-rs", "name: demo-rs\n  namespace: x\n  uid: y")),
                                "v2")
                        .requestedHash())
                .as("another namespace, and a UID")
                .isEqualTo(hash);
        assertThat(bind(reordered(), "v2").requestedHash()).as("another order").isEqualTo(hash);
        assertThat(bind(demo, null, "bebullish/demo:v2").requestedHash())
                .as("the same by an artifact")
                .isEqualTo(hash);
        assertThat(bind(demo, "v3").requestedHash()).as("another version").isNotEqualTo(hash);
        assertThat(bind(Manifest.parse(Demo.replicaSet("8080", "8081")), "v2").requestedHash())
                .as("another port")
                .isNotEqualTo(hash);
    }

    @Test
    void isEqualIfTheSameIsAsked() {
        assertThat(bind(demo, "v2"))
                .isEqualTo(bind(Manifest.parse(Demo.replicaSet()), "v2"))
                .hasSameHashCodeAs(bind(demo, "v2"))
                .isNotEqualTo(bind(demo, "v3"));
    }

    private static Manifest reordered() {
        String text = Demo.replicaSet();
        int spec = text.indexOf("spec:");
        return Manifest.parse(text.substring(spec) + text.substring(0, spec));
    }

    /** The demonstration's ReplicaSet with one more container, or containers and an init container. */
    private static Manifest with(String... more) {
        String text = Demo.replicaSet();
        if (more.length == 2) {
            return Manifest.parse(text + "        - {name: %s, image: %s}\n".formatted(more[0], more[1]));
        }
        return Manifest.parse(text.replace("- name: demo", "- name: first")
                + "        - {name: %s, image: %s}\n      initContainers:\n        - {name: %s, image: %s}\n        - {name: %s, image: %s}\n"
                        .formatted((Object[]) more));
    }

    private static Bound bind(Manifest manifest, String version, String... artifacts) {
        return Binding.label(manifest, Optional.ofNullable(version), List.of(artifacts));
    }

    private static List<String> problems(Manifest manifest, String version, String... artifacts) {
        try {
            bind(manifest, version, artifacts);
        } catch (InvalidInputException e) {
            return Demo.sentences(e);
        }
        throw new AssertionError("It was bound");
    }
}
