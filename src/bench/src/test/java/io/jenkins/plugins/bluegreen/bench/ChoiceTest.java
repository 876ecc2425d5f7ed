package io.jenkins.plugins.bluegreen.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.bench.order.WarmUp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    void readsWarmUps() {
        assertThat(WarmUp.parse("0s")).isEqualTo(WarmUp.NONE);
        assertThat(WarmUp.parse("1s-5s")).isEqualTo(new WarmUp(Duration.ofSeconds(1), Duration.ofSeconds(5)));
        assertThat(WarmUp.parse("500ms-2s")).hasToString("500ms-2s");
    }
}
