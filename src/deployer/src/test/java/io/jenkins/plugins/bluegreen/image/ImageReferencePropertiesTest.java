package io.jenkins.plugins.bluegreen.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What must hold for all references. The oracle is the distribution project's grammar, written down as one expression. */
class ImageReferencePropertiesTest {
    private static final int CASES = 10_000;
    private static final String HOST_PART = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final String HOST =
            "(?:" + HOST_PART + "(?:\\." + HOST_PART + ")*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?";
    private static final String PATH_PART = "[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*";
    private static final Pattern REFERENCE = Pattern.compile("((?:" + HOST + "/)?" + PATH_PART + "(?:/" + PATH_PART
            + ")*)(?::([\\w][\\w.-]{0,127}))?"
            + "(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*[:][0-9a-fA-F]{32,}))?");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void printsEveryReferenceAsItWasWritten() {
        for (int i = 0; i < CASES; i++) {
            String name = name();
            Optional<String> tag = maybe(tag());
            Optional<String> digest = maybe(digest());
            String written = name
                    + tag.map(t -> ":" + t).orElse("")
                    + digest.map(d -> "@" + d).orElse("");

            ImageReference image = ImageReference.parse(written);

            assertThat(image.toString()).as(about(written)).isEqualTo(written);
            assertThat(image.name()).as(about(written)).isEqualTo(name);
            assertThat(image.tag()).as(about(written)).isEqualTo(tag);
            assertThat(image.digest()).as(about(written)).isEqualTo(digest);
            assertThat(image.isBound()).as(about(written)).isEqualTo(tag.isPresent() || digest.isPresent());
        }
    }

    @Test
    void canonicalNameIsOneForAllSpellings() {
        for (int i = 0; i < CASES; i++) {
            String path = pathPart();
            List<String> spellings = random.nextBoolean()
                    ? List.of(path, "library/" + path, "docker.io/" + path, "index.docker.io/library/" + path)
                    : List.of("team/" + path, "docker.io/team/" + path, "index.docker.io/team/" + path);
            ImageReference first = ImageReference.parse(spellings.get(0));
            for (String spelling : spellings) {
                ImageReference other = ImageReference.parse(spelling);
                assertThat(other.canonicalName()).as(about(spelling)).isEqualTo(first.canonicalName());
                assertThat(other.sameArtifact(first)).as(about(spelling)).isTrue();
                ImageReference again = ImageReference.parse(other.canonicalName());
                assertThat(again.canonicalName()).as(about(spelling)).isEqualTo(other.canonicalName());
            }
        }
    }

    @Test
    void acceptsExactlyWhatTheGrammarAccepts() {
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            String written = mutated(name()
                    + maybe(":" + tag()).orElse("")
                    + maybe("@" + digest()).orElse(""));
            boolean valid = valid(written);
            refused += valid ? 0 : 1;

            assertThat(parses(written)).as(about(written)).isEqualTo(valid);
        }
        assertThat(refused)
                .as("mutations that break a reference, seed %d", seed)
                .isBetween(CASES / 10, CASES * 9 / 10);
    }

    private static boolean valid(String written) {
        Matcher matcher = REFERENCE.matcher(written);
        if (!matcher.matches() || matcher.group(1).length() > 255) {
            return false;
        }
        String digest = matcher.group(3);
        return digest == null || !digest.startsWith("sha256:") || digest.matches("sha256:[0-9a-f]{64}");
    }

    private static boolean parses(String written) {
        try {
            ImageReference.parse(written);
            return true;
        } catch (InvalidImageException e) {
            return false;
        }
    }

    private String name() {
        String path = pathPart();
        for (int more = random.nextInt(3); more > 0; more--) {
            path += "/" + pathPart();
        }
        return random.nextBoolean() ? host() + "/" + path : path;
    }

    private String host() {
        String port = random.nextBoolean() ? ":" + random.nextInt(65536) : "";
        return switch (random.nextInt(4)) {
            case 0 -> "[" + text("0123456789abcdefABCDEF:", 1, 12) + "]" + port;
            case 1 -> "localhost" + port;
            case 2 -> text("abXY09", 1, 4) + "-" + text("abXY09", 1, 4) + port;
            default -> text("abXY09", 1, 4) + "." + text("abXY09", 1, 4) + port;
        };
    }

    private String pathPart() {
        String part = text("abz059", 1, 5);
        for (int more = random.nextInt(3); more > 0; more--) {
            part += List.of(".", "_", "__", "-", "---").get(random.nextInt(5)) + text("abz059", 1, 5);
        }
        return part;
    }

    private String tag() {
        return text("abXY09_", 1, 1) + text("abXY09_.-", 0, random.nextInt(20) == 0 ? 127 : 12);
    }

    private String digest() {
        return random.nextBoolean()
                ? "sha256:" + text("0123456789abcdef", 64, 64)
                : text("abXY", 1, 1) + "9+" + text("abXY", 1, 3) + ":" + text("0123456789abcdefABCDEF", 32, 70);
    }

    private String mutated(String written) {
        StringBuilder text = new StringBuilder(written);
        int at = random.nextInt(text.length());
        char other = "abZ09:/@._-[] \n%é".charAt(random.nextInt(17));
        switch (random.nextInt(4)) {
            case 0 -> text.insert(at, other);
            case 1 -> text.setCharAt(at, other);
            case 2 -> text.deleteCharAt(at);
            default -> text.insert(at, text.substring(at));
        }
        return text.toString();
    }

    private String text(String alphabet, int least, int most) {
        int length = least + random.nextInt(most - least + 1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private Optional<String> maybe(String text) {
        return random.nextBoolean() ? Optional.of(text) : Optional.empty();
    }

    private String about(String written) {
        return "seed " + seed + ", reference " + written;
    }
}
