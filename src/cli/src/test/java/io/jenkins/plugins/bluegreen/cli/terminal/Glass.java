package io.jenkins.plugins.bluegreen.cli.terminal;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A terminal that can be looked at: it does what one does with the escape codes that we use, breaks lines at its edge, scrolls,
 * and breaks anew when it is resized, as most do. An escape code that it does not know is an error. Any thread may call.
 */
public final class Glass extends Writer {
    private static final Pattern ESCAPE = Pattern.compile("\u001b\\[(\\??)([0-9;]*)([A-Za-z])");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A character with the code of its colour. */
    private record Cell(int sign, String colour) {}

    private static final class Line {
        final List<Cell> cells = new ArrayList<>();
        /** Whether it goes on in the next line. */
        boolean broken;

        String text() {
            return cells.stream()
                    .map(cell -> Character.toString(cell.sign()))
                    .collect(Collectors.joining())
                    .stripTrailing();
        }
    }

    /**
     * What is to be seen after something was written whole.
     *
     * @param rows the lines in the window, without blank ones at the end
     * @param cursor whether the cursor is shown
     * @param breaks whether lines are broken at the edge
     */
    public record Frame(List<String> rows, boolean cursor, boolean breaks) {
        /** The rows in which a text occurs. */
        public List<String> with(String text) {
            return rows.stream().filter(row -> row.contains(text)).toList();
        }
    }

    private final List<Line> lines = new ArrayList<>(List.of(new Line()));
    private final List<Frame> frames = new ArrayList<>();
    private final StringBuilder raw = new StringBuilder();
    private final StringBuilder pending = new StringBuilder();
    private int columns;
    private int height;
    private int top;
    private int row;
    private int column;
    private boolean cursor = true;
    private boolean breaks = true;
    private String colour = "";

    /** A window of this size. */
    public Glass(int columns, int height) {
        this.columns = columns;
        this.height = height;
    }

    /** To draw on it, whose size is known. */
    public Surface surface(Style style) {
        return new Surface(new PrintWriter(this), true, style, this::window);
    }

    /** To draw on it, whose size nobody knows. */
    public Surface surfaceOfUnknownSize(Style style) {
        return new Surface(new PrintWriter(this), true, style, () -> Window.ENDLESS);
    }

    /** Its size. */
    public synchronized Window window() {
        return new Window(columns, height);
    }

    @Override
    public synchronized void write(char[] text, int from, int length) {
        raw.append(text, from, length);
        pending.append(text, from, length);
    }

    @Override
    public synchronized void flush() {
        show();
        Frame now = new Frame(visible(), cursor, breaks);
        if (frames.isEmpty() || !frames.get(frames.size() - 1).equals(now)) {
            frames.add(now);
        }
    }

    @Override
    public void close() {
        flush();
    }

    private void show() {
        Matcher escape = ESCAPE.matcher(pending);
        for (int at = 0; at < pending.length(); ) {
            if (pending.charAt(at) == '\u001b') {
                if (!escape.find(at) || escape.start() != at) {
                    throw new AssertionError("No terminal knows " + pending.substring(at));
                }
                escape(escape.group(1) + escape.group(3), escape.group(2));
                at = escape.end();
            } else {
                int sign = pending.codePointAt(at);
                put(sign);
                at += Character.charCount(sign);
            }
        }
        pending.setLength(0);
    }

    private void escape(String code, String number) {
        switch (code) {
            case "m" -> colour = number.equals("0") ? "" : number;
            case "A" -> row = Math.max(top, row - Integer.parseInt(number));
            case "H" -> {
                row = top;
                column = 0;
            }
            case "K" -> clearLine();
            case "J" -> {
                clearLine();
                while (lines.size() > row + 1) {
                    lines.remove(row + 1);
                }
            }
            case "?h" -> set(number, true);
            case "?l" -> set(number, false);
            default -> throw new AssertionError("This terminal does not know the escape code " + number + code);
        }
    }

    private void set(String mode, boolean on) {
        switch (mode) {
            case "25" -> cursor = on;
            case "7" -> breaks = on;
            default -> throw new AssertionError("This terminal does not know the mode " + mode);
        }
    }

    private void clearLine() {
        List<Cell> cells = lines.get(row).cells;
        int from = Math.min(column, columns - 1);
        while (cells.size() > from) {
            cells.remove(from);
        }
    }

    private void put(int sign) {
        if (sign == '\r') {
            column = 0;
        } else if (sign == '\n') {
            lines.get(row).broken = false;
            column = 0;
            down();
        } else {
            if (column >= columns && breaks) {
                lines.get(row).broken = true;
                column = 0;
                down();
            }
            // Without breaking, all that is beyond the edge is written onto the last cell.
            int at = Math.min(column, columns - 1);
            List<Cell> cells = lines.get(row).cells;
            while (cells.size() <= at) {
                cells.add(new Cell(' ', ""));
            }
            cells.set(at, new Cell(sign, colour));
            column = at + 1;
        }
    }

    private void down() {
        row++;
        if (row == lines.size()) {
            lines.add(new Line());
        }
        top = Math.max(top, row - height + 1);
    }

    private List<String> visible() {
        List<String> rows = new ArrayList<>(lines.subList(top, Math.min(lines.size(), top + height)).stream()
                .map(Line::text)
                .toList());
        while (!rows.isEmpty() && rows.get(rows.size() - 1).isEmpty()) {
            rows.remove(rows.size() - 1);
        }
        return rows;
    }

    /** Someone drags its edge. The cursor has to stand at the beginning of a line. */
    public synchronized void resize(int newColumns, int newHeight) {
        show();
        List<Line> old = new ArrayList<>(lines);
        Line cursorLine = lines.get(row);
        lines.clear();
        columns = newColumns;
        height = newHeight;
        Line open = null;
        for (Line line : old) {
            if (line == cursorLine) {
                row = lines.size();
            }
            if (open == null) {
                open = new Line();
                lines.add(open);
            }
            for (Cell cell : line.cells) {
                if (open.cells.size() == columns) {
                    open.broken = true;
                    open = new Line();
                    lines.add(open);
                }
                open.cells.add(cell);
            }
            open = line.broken ? open : null;
        }
        top = Math.max(0, row - height + 1);
    }

    /** What is to be seen now. */
    public synchronized Frame now() {
        return new Frame(visible(), cursor, breaks);
    }

    /** What was to be seen, one after the other. */
    public synchronized List<Frame> frames() {
        return List.copyOf(frames);
    }

    /** Everything, with what has left at the top. */
    public synchronized List<String> everything() {
        return lines.stream().map(Line::text).toList();
    }

    /** Everything as it was written, with its escape codes. */
    public synchronized String raw() {
        return raw.toString();
    }

    /** The code of the colour of a sign, where it occurs first in the window. */
    public synchronized String colourOf(String sign) {
        return lines.subList(top, lines.size()).stream()
                .flatMap(line -> line.cells.stream())
                .filter(cell -> Character.toString(cell.sign()).equals(sign))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + sign + " in " + visible()))
                .colour();
    }

    /** Waits until something has been seen, and says when. */
    public Frame await(String what, Predicate<Frame> seen) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> frames().stream().anyMatch(seen));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(what + " was never seen: " + frames(), e);
        }
        return frames().stream().filter(seen).findFirst().orElseThrow();
    }
}
