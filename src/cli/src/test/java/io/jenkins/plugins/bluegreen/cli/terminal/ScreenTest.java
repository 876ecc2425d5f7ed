package io.jenkins.plugins.bluegreen.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a person sees of a picture that is redrawn in place. */
@Execution(ExecutionMode.CONCURRENT)
class ScreenTest {
    private static final Style COLOURS = new Style(true, true);

    private final Glass glass = new Glass(40, 10);
    private final AtomicReference<List<String>> picture = new AtomicReference<>(List.of());

    private final Screen screen = new Screen(glass.surface(COLOURS), true, picture::get);

    @AfterEach
    void close() {
        screen.close();
    }

    /** Shows it, and waits until it is to be seen. */
    private void show(String... rows) {
        picture.set(List.of(rows));
        String last = rows[rows.length - 1].stripTrailing();
        glass.await(last, frame -> frame.rows().contains(last));
    }

    private static String[] rows(int count, String text) {
        return IntStream.range(0, count).mapToObj(row -> text + row).toArray(String[]::new);
    }

    @Test
    void redrawsInPlaceAndLeavesNothingOfWhatWasThere() {
        show("Deploy demo   0.1 s", "  demo-rs-v001  ###", "  a long sentence about a wait");
        show("Deploy demo   0.2 s", "  demo-rs-v001  #", "  short");
        show("Deploy demo   0.3 s", "  done");

        assertThat(glass.everything()).containsExactly("Deploy demo   0.3 s", "  done", "");
    }

    @Test
    void growsDownwards() {
        show("title", "one");
        show("title", "one", "two", "three");

        assertThat(glass.now().rows()).containsExactly("title", "one", "two", "three");
    }

    @Test
    void linesGoAboveThePictureAndAreBrokenAtTheEdge() {
        show("title", "row");

        screen.line("a line that is longer than the window is wide");
        screen.line("another line");

        glass.await("both lines", frame -> frame.with("another line").size() == 1);
        assertThat(glass.now().rows())
                .containsExactly("a line that is longer than the window is", " wide", "another line", "title", "row");
    }

    @Test
    void picturesScrollAtTheBottomOfTheWindow() {
        for (String line : rows(12, "line ")) {
            screen.line(line);
        }
        show("title 1", "row 1");
        show("title 2", "row 2");

        assertThat(glass.everything()).hasSize(15).endsWith("line 11", "title 2", "row 2", "");
    }

    @Test
    void rowsAreCutAtTheEdgeOfANarrowWindow() {
        glass.resize(20, 10);
        show("12345678901234567890", "a row that is wider than the window", "end 1");
        show("12345678901234567890", "a row that is wider than the window", "end 2");

        assertThat(glass.everything()).containsExactly("12345678901234567890", "a row that is wider", "end 2", "");
    }

    @Test
    void whatIsCutTakesItsColourAlong() {
        glass.resize(20, 10);
        show("pods " + COLOURS.pods(Style.Pod.SERVING, 30), "x");

        assertThat(glass.now().rows()).containsExactly("pods " + "●".repeat(15), "x");
        assertThat(glass.colourOf("●")).isEqualTo("32");
        assertThat(glass.colourOf("x")).isEmpty();
    }

    @Test
    void rowsBreakNothingWhereNobodyKnowsHowWideTheWindowIs() {
        Glass narrow = new Glass(20, 10);
        try (Screen unknown = new Screen(narrow.surfaceOfUnknownSize(COLOURS), true, picture::get)) {
            picture.set(List.of("a row that is wider than the window", "end 1"));
            narrow.await("the first", frame -> frame.rows().contains("end 1"));
            picture.set(List.of("a row that is wider than the window", "end 2"));
            narrow.await("the second", frame -> frame.rows().contains("end 2"));

            unknown.line("told");
            narrow.await("the line", frame -> frame.rows().contains("told"));
            assertThat(narrow.everything()).hasSize(4).startsWith("told").endsWith("end 2", "");
        }
    }

    @Test
    void aWindowThatIsTooLowShowsTheFirstRowAndTheLast() {
        glass.resize(40, 6);
        show(rows(9, "a"));
        show(rows(9, "b"));
        show(rows(9, "c"));

        assertThat(glass.everything())
                .containsExactly("c0", "  ... 5 rows more; the window is too low", "c6", "c7", "c8", "");
    }

    @Test
    void aWindowThatBecomesNarrowerIsDrawnAnew() {
        screen.line("before");
        show("a title of some thirty characters", "a row of some thirty characters!", "end 1");

        glass.resize(16, 10);
        show("a title of some thirty characters", "a row of some thirty characters!", "end 2");

        assertThat(glass.everything()).containsExactly("before", "a title of some", "a row of some th", "end 2", "");
    }

    @Test
    void aWindowThatBecomesWiderShowsMoreAtOnce() {
        glass.resize(10, 10);
        show("a row of some thirty characters!", "end");

        glass.resize(40, 10);

        glass.await("the whole row", frame -> frame.rows().contains("a row of some thirty characters!"));
        assertThat(glass.everything()).containsExactly("a row of some thirty characters!", "end", "");
    }

    @Test
    void aWindowThatBecomesLowerIsNotGarbled() {
        show(rows(8, "a"));

        glass.resize(40, 5);
        show(rows(8, "b"));

        assertThat(glass.now().rows()).containsExactly("b0", "  ... 5 rows more; the window is too low", "b6", "b7");
    }

    @Test
    void whatWouldMoveTheCursorIsNotShown() {
        show("pod says \u001b[2J\tand\rnothing", "end");

        assertThat(glass.now().rows()).containsExactly("pod says  [2J and nothing", "end");
    }

    @Test
    void theCursorIsThereBetweenFramesAndAfterThem() {
        show("one");
        show("two");
        screen.line("told");
        screen.close();

        assertThat(glass.raw()).contains("\u001b[?25l");
        assertThat(glass.frames()).hasSizeGreaterThan(2).allMatch(frame -> frame.cursor() && frame.breaks());
        assertThat(glass.now().cursor()).isTrue();
        assertThat(glass.now().breaks()).isTrue();
    }

    @Test
    void thePictureGivesWayToWhatComesNext() {
        show("title", "row");
        screen.line("told");
        screen.close();

        assertThat(glass.everything()).containsExactly("told", "");
    }

    @Test
    void theLastPictureStaysWholeWhereItIsToStay() {
        glass.resize(20, 4);
        show("title 1", "a", "b", "a row that is wider than the window", "end 1");
        picture.set(List.of("title 2", "a", "b", "a row that is wider than the window", "end 2"));
        screen.closeWithPicture();

        assertThat(glass.everything())
                .containsExactly("title 2", "a", "b", "a row that is wider", "than the window", "end 2", "");
    }

    @Test
    void whoEndsItTwiceOrSpeaksAfterItsEndIsNotHeard() {
        show("row");
        screen.close();
        screen.closeWithPicture();
        screen.line("too late");
        screen.close();

        assertThat(glass.everything()).containsExactly("");
    }

    @Test
    void withoutATerminalThereAreOnlyLines() {
        StringWriter text = new StringWriter();
        picture.set(List.of("picture"));
        try (Screen lines = new Screen(Surface.plain(new PrintWriter(text)), true, picture::get)) {
            lines.line("one");
            lines.line("two");
            lines.closeWithPicture();
        }

        assertThat(text.toString().lines()).containsExactly("one", "two");
    }
}
