package io.jenkins.plugins.bluegreen.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which version answered, and when. Any thread may call. */
final class Answers {
    private static final String FAILED = "failed";
    private static final long NANOS_PER_MILLI = 1_000_000;

    private record Answer(long millis, String version) {}

    private final long begun = System.nanoTime();
    private final List<Answer> answers = new ArrayList<>();

    synchronized void answered(String version) {
        answers.add(new Answer((System.nanoTime() - begun) / NANOS_PER_MILLI, version));
    }

    void failed() {
        answered(FAILED);
    }

    synchronized int all() {
        return answers.size();
    }

    synchronized int failures() {
        return (int) answers.stream()
                .filter(answer -> answer.version().equals(FAILED))
                .count();
    }

    /** How many answers there were, by version. */
    synchronized Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        answers.stream()
                .filter(answer -> !answer.version().equals(FAILED))
                .forEach(answer -> counts.merge(answer.version(), 1, Integer::sum));
        return counts;
    }

    /**
     * Which version answered: {@code 1} or {@code 2} for each slot, {@code *} for both, {@code !} for a failure.
     *
     * @param width how many slots at most
     * @return the line, and how long a slot is
     */
    synchronized Timeline timeline(int width) {
        long last = answers.isEmpty() ? 0 : answers.get(answers.size() - 1).millis();
        long slot = Math.max(50, last / width + 1);
        String[] slots = new String[(int) (last / slot) + 1];
        for (Answer answer : answers) {
            int at = (int) (answer.millis() / slot);
            String mark =
                    answer.version().equals(FAILED) ? "!" : answer.version().replaceFirst("^v", "");
            String before = slots[at];
            boolean same = before == null || before.equals(mark);
            slots[at] = same ? mark : mark.equals("!") || before.equals("!") ? "!" : "*";
        }
        StringBuilder line = new StringBuilder();
        for (String each : slots) {
            line.append(each == null ? "." : each);
        }
        return new Timeline(line.toString(), slot);
    }

    /** A line of slots. */
    record Timeline(String line, long slotMillis) {}
}
