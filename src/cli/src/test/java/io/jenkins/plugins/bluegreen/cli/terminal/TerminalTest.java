package io.jenkins.plugins.bluegreen.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is drawn where. */
class TerminalTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Properties said = new Properties();

    private Terminal terminal(Map<String, String> environment) {
        return Terminal.of(
                said,
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Interrupts());
    }

    private Terminal terminals(String which) {
        said.setProperty("bluegreen.terminals", which);
        said.setProperty("stdout.encoding", "UTF-8");
        said.setProperty("stderr.encoding", "UTF-8");
        return terminal(XTERM);
    }

    private static void draw(Surface surface) {
        surface.writer().print(surface.style().bold("b") + surface.style().pods(Style.Pod.SERVING, 1));
        surface.writer().flush();
    }

    private void assertDrawn(Terminal terminal, boolean onOut, boolean onErr) {
        draw(terminal.standard());
        draw(terminal.error());
        String drawn = "\u001b[1mb\u001b[0m\u001b[32m●\u001b[0m";
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(onOut ? drawn : "b#");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(onErr ? drawn : "b#");
        assertThat(terminal.standard().live()).isEqualTo(onOut);
        assertThat(terminal.error().live()).isEqualTo(onErr);
    }

    @Test
    void aPipeGetsLettersThoughStandardErrorIsATerminal() {
        assertDrawn(terminals(",err"), false, true);
    }

    @Test
    void aFileForErrorsGetsLettersThoughStandardOutputIsATerminal() {
        assertDrawn(terminals("out"), true, false);
    }

    @Test
    void bothAreDrawnOnWhereBothAreTerminals() {
        assertDrawn(terminals("out,err"), true, true);
    }

    @Test
    void nothingIsDrawnWhereNoneIsATerminal() {
        assertDrawn(terminals(""), false, false);
    }

    @Test
    void nothingIsDrawnWhereNobodyHasSaidWhatIsATerminal() {
        assertDrawn(terminal(XTERM), false, false);
    }

    @Test
    void resultsGoToStandardOutputAndTheStoryBesideJson() {
        Terminal terminal = terminals("out");

        assertThat(terminal.style()).isEqualTo(new Style(true, true));
        assertThat(terminal.out()).isSameAs(terminal.standard().writer());
        assertThat(terminal.err()).isSameAs(terminal.error().writer());
        assertThat(terminal.story(false)).isSameAs(terminal.standard());
        assertThat(terminal.story(true)).isSameAs(terminal.error());
    }

    @Test
    void signsThatTheCharsetDoesNotHaveAreLetters() {
        said.setProperty("bluegreen.terminals", "out");
        said.setProperty("sun.stdout.encoding", "ISO-8859-1");

        assertThat(terminal(XTERM).style()).isEqualTo(new Style(true, false));
    }

    /** A minus is what is not set. */
    @ParameterizedTest
    @CsvSource({
        "xterm, -, -, true",
        "linux, '', '', true",
        "dumb, -, -, false",
        "-, -, -, false",
        "xterm, 1, -, false",
        "xterm, -, true, false",
        "xterm, 1, true, false",
    })
    void drawsWhereTheEnvironmentDoesNotSayNo(String term, String noColor, String ci, boolean draws) {
        Map<String, String> environment = new HashMap<>(Map.of("TERM", term, "NO_COLOR", noColor, "CI", ci));
        environment.values().removeIf("-"::equals);

        assertThat(Terminal.drawable(environment)).isEqualTo(draws);
        said.setProperty("bluegreen.terminals", "out,err");
        Terminal terminal = terminal(environment);
        assertThat(terminal.standard().live()).isEqualTo(draws);
        assertThat(terminal.error().live()).isEqualTo(draws);
        assertThat(terminal.style().colour()).isEqualTo(draws);
    }
}
