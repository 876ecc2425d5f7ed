package io.jenkins.plugins.bluegreen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String SHA256 = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "nginx, docker.io/library/nginx",
        "docker.io/nginx, docker.io/library/nginx",
        "index.docker.io/library/nginx, docker.io/library/nginx",
        "index.docker.io/nginx, docker.io/library/nginx",
        "bebullish/demo, docker.io/bebullish/demo",
        "docker.io/bebullish/demo, docker.io/bebullish/demo",
        "registry:5000/app, registry:5000/app",
        "localhost/app, localhost/app",
        "Registry/app, Registry/app",
        "[fe80::1]:5000/team/app, [fe80::1]:5000/team/app",
        "quay.io/a/b/c, quay.io/a/b/c",
        "library/nginx, docker.io/library/nginx",
        "docker.io, docker.io/library/docker.io"
    })
    void hasOneCanonicalNameHoweverItIsSpelled(String written, String canonical) {
        assertThat(ImageReference.parse(written).canonicalName()).isEqualTo(canonical);
        assertThat(ImageReference.parse(written + ":v1@" + SHA256).canonicalName())
                .isEqualTo(canonical);
    }

    @Test
    void takesPortForNoTag() {
        ImageReference image = ImageReference.parse("registry:5000/app");

        assertThat(image.tag()).isEmpty();
        assertThat(image.isBound()).isFalse();
        assertThat(image.name()).isEqualTo("registry:5000/app");
    }

    @Test
    void takesWhatFollowsTheColonForATagWhenThereIsNoSlash() {
        ImageReference image = ImageReference.parse("registry:5000");

        assertThat(image.name()).isEqualTo("registry");
        assertThat(image.tag()).contains("5000");
    }

    @Test
    void digestIdentifiesWhenBothAreGiven() {
        ImageReference both = ImageReference.parse("demo:v1@" + SHA256);

        assertThat(both.tag()).contains("v1");
        assertThat(both.digest()).contains(SHA256);
        assertThat(both.sameArtifact(ImageReference.parse("docker.io/library/demo:v2@" + SHA256)))
                .isTrue();
        assertThat(both.sameArtifact(ImageReference.parse("demo@" + SHA256.replace('0', '1'))))
                .isFalse();
        assertThat(both.sameArtifact(ImageReference.parse("demo:v1"))).isFalse();
        assertThat(both.sameArtifact(ImageReference.parse("other@" + SHA256))).isFalse();
    }

    @Test
    void comparesTagsWhereThereIsNoDigest() {
        ImageReference v1 = ImageReference.parse("demo:v1");

        assertThat(v1.sameArtifact(ImageReference.parse("docker.io/library/demo:v1")))
                .isTrue();
        assertThat(v1.sameArtifact(ImageReference.parse("demo:v2"))).isFalse();
        assertThat(v1.sameArtifact(ImageReference.parse("demo"))).isFalse();
        assertThat(v1)
                .isEqualTo(ImageReference.parse("demo:v1"))
                .isNotEqualTo(ImageReference.parse("docker.io/demo:v1"));
    }

    @Test
    void keepsSpellingOfNameWhenItGetsAnotherVersion() {
        ImageReference image = ImageReference.parse("index.docker.io/bebullish/demo:v1@" + SHA256);

        assertThat(image.withTag("v2")).hasToString("index.docker.io/bebullish/demo:v2");
        assertThat(image.withDigest(SHA256)).hasToString("index.docker.io/bebullish/demo@" + SHA256);
        assertThat(image.withVersionOf(ImageReference.parse("bebullish/demo:v3@" + SHA256)))
                .hasToString("index.docker.io/bebullish/demo:v3@" + SHA256);
        assertThat(image.withTag("v2").digest()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b-c--d__e_f/g",
                "a---b",
                "host.example.org:65535/a/b:_x.Y-1",
                "app@sha512:" + "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
                        + "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
                "app@test+b64:0123456789abcdefABCDEF0123456789",
                "0/0"
            })
    void printsAsItWasWritten(String written) {
        assertThat(ImageReference.parse(written)).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bebullish/Demo:v1|\"bebullish/Demo:v1\" was given, but there is upper case in its name. Write its name in lower case.",
                "Demo|there is upper case in its name",
                "demo:|the tag is empty. Write a tag after the colon, or leave the colon away.",
                "demo:-x|the tag is not one. Use letters",
                "demo@sha256:abc|the digest is not one. Write it as sha256: and 64 digits",
                "demo@|the digest is empty",
                "demo@sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef|the digest is not one",
                "demo@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde|the digest is not one",
                "demo@md5:0123456789abcdef|the digest is not one",
                "a//b|empty part between slashes",
                "/a|empty part between slashes",
                "a/|empty part between slashes",
                "a_-b|its name is not one. Use lower-case letters",
                "a___b|its name is not one",
                "-a|its name is not one",
                ":v1|it has no name",
                "https://example.org/app|it begins with a protocol",
                "a b|white space",
                "[fe80::1/app|its name is not one"
            })
    void saysWhyTextIsNoReference(String written, String why) {
        assertThatThrownBy(() -> ImageReference.parse(written))
                .isInstanceOf(InvalidImageException.class)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void saysThatNothingWasGiven() {
        assertThatThrownBy(() -> ImageReference.parse(" "))
                .hasMessage(
                        "An image was given, but it is empty. Write it such as registry.example.org:5000/team/app:v2.");
    }

    @Test
    void limitsNameAndTag() {
        String longest = "a".repeat(127) + "/" + "b".repeat(127);

        assertThat(ImageReference.parse(longest + ":" + "t".repeat(128))).isNotNull();
        assertThatThrownBy(() -> ImageReference.parse(longest + "b"))
                .hasMessageContaining("its name has 256 characters and 255 are allowed");
        assertThatThrownBy(() -> ImageReference.parse("a:" + "t".repeat(129)))
                .hasMessageContaining("the tag has 129 characters and 128 are allowed");
    }

    @Test
    void doesNotShowWhatCouldBeAPassword() {
        assertThatThrownBy(() -> ImageReference.parse("https://robot:hunter2@example.org/app"))
                .hasMessageContaining("example.org/app")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void refusesTagsAndDigestsThatAreNone() {
        ImageReference demo = ImageReference.parse("demo");

        assertThatThrownBy(() -> demo.withTag("v 2"))
                .hasMessageContaining("The tag \"v 2\" was given, but the tag is not");
        assertThatThrownBy(() -> demo.withDigest("sha256:1"))
                .hasMessageContaining("The digest \"sha256:1\" was given, but the digest is not one");
    }
}
