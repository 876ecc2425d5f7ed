package io.jenkins.plugins.bluegreen.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a picture fits. */
class WindowTest {
    private static final List<String> SIX = List.of("0", "1", "2", "3", "4", "5");

    @ParameterizedTest
    @CsvSource({"100", "7"})
    void whatFitsIsLeftAsItIs(int lines) {
        assertThat(new Window(80, lines).fit(SIX)).isEqualTo(SIX);
        assertThat(Window.ENDLESS.fit(SIX)).isEqualTo(SIX);
    }

    @Test
    void whatDoesNotFitIsCounted() {
        assertThat(new Window(80, 6).fit(SIX))
                .containsExactly("0", "  ... 2 rows more; the window is too low", "3", "4", "5");
        assertThat(new Window(80, 4).fit(SIX)).containsExactly("0", "  ... 4 rows more; the window is too low", "5");
        assertThat(new Window(80, 3).fit(SIX)).containsExactly("4", "5");
        assertThat(new Window(80, 1).fit(SIX)).containsExactly("5");
    }

    @Test
    void coloursTakeNoRoomAndSignsOfTwoCharactersTakeOne() {
        assertThat(new Window(3, 9).fit(List.of("\u001b[1mabcd\u001b[0m", "a\ud83d\udfe2bcd", "ab")))
                .containsExactly("\u001b[1mabc\u001b[0m", "a\ud83d\udfe2b", "ab");
    }

    @Test
    void brokenRowsAreHigher() {
        List<String> rows = List.of("", "12345", "123456", "\u001b[1m12345\u001b[0m", "12345678901");

        assertThat(new Window(5, 9).height(rows)).isEqualTo(1 + 1 + 2 + 1 + 3);
        assertThat(Window.ENDLESS.height(rows)).isEqualTo(5);
    }

    @Test
    void sttySaysLinesThenColumns() {
        assertThat(ProcessWindow.parse("24 80", Window.ENDLESS)).isEqualTo(new Window(80, 24));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "24", "24 -1", "stty: no terminal", "99999999999 80"})
    void aSizeThatIsNoneChangesNothing(String said) {
        assertThat(ProcessWindow.parse(said, new Window(80, 24))).isEqualTo(new Window(80, 24));
    }
}
