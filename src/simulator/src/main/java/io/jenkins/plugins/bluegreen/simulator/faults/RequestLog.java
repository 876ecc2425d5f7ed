package io.jenkins.plugins.bluegreen.simulator.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Every request with its answer, in the order of the answers. */
public final class RequestLog {
    private static final int MOST = 200_000;

    private final List<Entry> entries = new ArrayList<>();
    private long last;

    /**
     * A request and its answer.
     *
     * @param request as it came
     * @param code HTTP status; 101 or 200 for a watch that began; 0 if the connection was cut
     */
    public record Entry(ApiRequest request, int code) {}

    /** A number for the next request: for the server. */
    public synchronized long number() {
        last++;
        return last;
    }

    /** Notes an answer: for the server. */
    public synchronized void add(ApiRequest request, int code) {
        if (entries.size() < MOST) {
            entries.add(new Entry(request, code));
        }
    }

    /** All since the start, or the last {@link #clear}; the first 200,000 of them. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** How many there were of a kind. */
    public synchronized long count(Predicate<ApiRequest> which) {
        return entries.stream().filter(entry -> which.test(entry.request())).count();
    }

    /** Forgets them. */
    public synchronized void clear() {
        entries.clear();
    }
}
