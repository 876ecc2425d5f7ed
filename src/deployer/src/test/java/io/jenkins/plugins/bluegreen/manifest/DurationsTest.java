package io.jenkins.plugins.bluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "10m, PT10M, 10m",
        "90s, PT90S, 1m30s",
        "1h30m, PT1H30M, 1h30m",
        "250ms, PT0.25S, 250ms",
        "PT5M, PT5M, 5m",
        "pt1.5s, PT1.5S, 1s500ms",
        "0s, PT0S, 0s",
        "-0s, PT0S, 0s",
        "1d2h3m4s5ms, PT26H3M4.005S, 26h3m4s5ms",
        "' 5s ', PT5S, 5s"
    })
    void readsAndWrites(String text, Duration duration, String formatted) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
        assertThat(Durations.format(duration)).isEqualTo(formatted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "10", "m", "ten minutes", "5m1h", "5 m", "1.5h", "PT", "P", "10M", "9999999999s", "--5s"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Durations.parse("readyTimeout", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "The duration \"" + text + "\" was given for readyTimeout, but it is not one. Write it such as"
                                + " 10m, 90s, 1h30m, 250ms or PT5M.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5m", "PT-5M", "-PT5M", "-1ms"})
    void refusesNegativeOnes(String text) {
        assertThatThrownBy(() -> Durations.parse("drain", text))
                .hasMessage("The duration \"" + text + "\" was given for drain, but it is negative. Give 0s or more.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"366d", "PT999999999H", "999999999h"})
    void refusesThoseThatAreTooLong(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .hasMessage("The duration \"" + text + "\" was given, but it is longer than a year. Give a shorter"
                        + " duration.");
    }

    @Test
    void readsWhatItWrites() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            Duration duration = Duration.ofMillis((long) (random.nextDouble()
                    * Duration.ofDays(random.nextInt(365) + 1).toMillis()));

            assertThat(Durations.parse(Durations.format(duration)))
                    .as("seed %d", seed)
                    .isEqualTo(duration);
        }
    }
}
