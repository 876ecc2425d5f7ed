package io.jenkins.plugins.bluegreen.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.bench.order.WarmUp;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ChoiceTest {
    @Test
    void runsEverythingUnlessAskedOtherwise() {
        Choice choice = new Choice(null);

        assertThat(choice.part("cluster") && choice.part("micro") && choice.order("argo-rollouts"))
                .isTrue();
    }

    @Test
    void runsOrdersThatAreNamedOnTheControlPlane() {
        Choice choice = new Choice(List.of("label-atomic"));

        assertThat(choice.part("cluster") && choice.order("label-atomic")).isTrue();
        assertThat(choice.part("micro") || choice.order("argo-rollouts")).isFalse();
    }

    @Test
    void runsAllOrdersOfAPartThatIsNamed() {
        Choice choice = new Choice(List.of("traffic"));

        assertThat(choice.part("traffic") && choice.order("label-atomic")).isTrue();
        assertThat(choice.part("cluster")).isFalse();
    }

    @Test
    void refusesWhatThereIsNot() {
        assertThatThrownBy(() -> new Choice(List.of("label-atomic", "blue-red")))
                .hasMessageContaining("blue-red was asked for, and there is none: give some of")
                .hasMessageContaining("argo-rollouts")
                .hasMessageContaining("traffic");
    }

    /** What the documentation says to type. */
    @Test
    void understandsWhatIsDocumented() throws IOException {
        List<String> lines = Pattern.compile("`src/bench/run( [^`]+)`")
                .matcher(Files.readString(Manifests.project().resolve("docs/benchmarks.md")))
                .results()
                .map(found -> found.group(1).strip())
                .toList();

        assertThat(lines).hasSizeGreaterThan(3).allSatisfy(line -> {
            Main main = new Main();
            new CommandLine(main).parseArgs(line.split(" "));
            assertThat(main.warmUps)
                    .allSatisfy(warmUp -> assertThat(WarmUp.parse(warmUp)).isNotNull());
            assertThatCode(() -> new Choice(main.only)).doesNotThrowAnyException();
        });
    }

    @Test
    void readsWarmUps() {
        assertThat(WarmUp.parse("0s")).isEqualTo(WarmUp.NONE);
        assertThat(WarmUp.parse("1s-5s")).isEqualTo(new WarmUp(Duration.ofSeconds(1), Duration.ofSeconds(5)));
        assertThat(WarmUp.parse("500ms-2s")).hasToString("500ms-2s");
    }
}
