package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.terminal.ReleaseRow;
import io.jenkins.plugins.bluegreen.cli.terminal.Style;
import io.jenkins.plugins.bluegreen.observer.history.Blind;
import io.jenkins.plugins.bluegreen.observer.history.Sight;
import io.jenkins.plugins.bluegreen.observer.measure.Story;
import io.jenkins.plugins.bluegreen.observer.watch.Listener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What an observer sees, for a person: lines, or a table with the last of them. */
final class Sights implements Listener {
    private static final int LAST = 5;

    private final Story story = new Story();
    private final Deque<String> last = new ArrayDeque<>();
    private final long begun = System.nanoTime();
    private final String title;
    private final Style style;
    private Consumer<String> lines = line -> {};
    private boolean complete;

    Sights(String title, Style style) {
        this.title = title;
        this.style = style;
    }

    synchronized void lines(Consumer<String> told) {
        lines = told;
    }

    synchronized void begin() {
        say(story.begin());
        complete = true;
    }

    @Override
    public synchronized void seen(Sight sight) {
        story.tell(sight).ifPresent(this::say);
    }

    @Override
    public synchronized void blind(Blind blind) {
        say(Story.tell(blind));
    }

    synchronized void say(String sentence) {
        String line = String.format(Locale.ROOT, "%7.3f  %s", (System.nanoTime() - begun) / 1e9, sentence);
        lines.accept(line);
        last.addLast(line);
        if (last.size() > LAST) {
            last.removeFirst();
        }
    }

    synchronized List<String> rows() {
        List<String> rows = new ArrayList<>();
        rows.add(style.bold(title));
        if (!complete) {
            // Of pods without their ReplicaSets nobody can say whose they are.
            rows.add(style.dim("  Looking at the cluster"));
            return rows;
        }
        rows.addAll(ReleaseRow.table(story.now().stream().map(Sights::row).toList(), style));
        last.forEach(line -> rows.add(style.dim(line)));
        return rows;
    }

    private static ReleaseRow row(Story.Now now) {
        return new ReleaseRow(
                now.release(),
                "",
                now.desired(),
                Math.max(0, now.desired() - now.ready()),
                now.ready(),
                0,
                now.endpoints(),
                "");
    }
}
