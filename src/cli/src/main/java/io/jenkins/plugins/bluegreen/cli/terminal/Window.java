package io.jenkins.plugins.bluegreen.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a screen is, and what of a picture fits. A picture that did not fit could not be drawn over: a row that is broken
 * takes two lines, and what has left at the top cannot be reached any more.
 *
 * @param columns how many characters a line has
 * @param lines how many lines there are
 */
public record Window(int columns, int lines) {
    /** Nobody knows how large; nothing is cut. */
    public static final Window ENDLESS = new Window(Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** What changes the colour and takes no room. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    /**
     * Cuts a picture to the window. Where there are fewer lines than rows the first row, which says what it is, and the last ones,
     * which are about now, are kept. One line is left free: the cursor stands there.
     */
    List<String> fit(List<String> rows) {
        List<String> fitting = new ArrayList<>();
        int most = Math.max(1, lines - 1);
        if (rows.size() <= most) {
            fitting.addAll(rows);
        } else if (most < 3) {
            fitting.addAll(rows.subList(rows.size() - most, rows.size()));
        } else {
            int last = most - 2;
            fitting.add(rows.get(0));
            fitting.add("  ... %d rows more; the window is too low".formatted(rows.size() - 1 - last));
            fitting.addAll(rows.subList(rows.size() - last, rows.size()));
        }
        fitting.replaceAll(this::cut);
        return fitting;
    }

    /** Without what is beyond the edge, and without what would move the cursor. */
    private String cut(String row) {
        StringBuilder shown = new StringBuilder();
        Matcher colour = COLOUR.matcher(row);
        int width = 0;
        for (int at = 0; at < row.length(); ) {
            if (colour.find(at) && colour.start() == at) {
                shown.append(colour.group());
                at = colour.end();
                continue;
            }
            int sign = row.codePointAt(at);
            if (width < columns) {
                shown.appendCodePoint(Character.isISOControl(sign) ? ' ' : sign);
                width++;
            }
            at += Character.charCount(sign);
        }
        return shown.toString();
    }

    /** How many lines these rows take, each of which fitted when it was drawn: a window that became narrower has broken them. */
    int height(List<String> rows) {
        return rows.stream()
                .mapToInt(row -> {
                    String text = COLOUR.matcher(row).replaceAll("");
                    return 1 + Math.max(0, text.codePointCount(0, text.length()) - 1) / columns;
                })
                .sum();
    }
}
