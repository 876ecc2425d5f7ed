package io.jenkins.plugins.bluegreen.observer.measure;

/** How often and how long something was so. Times are monotonic nanoseconds. */
final class Spans {
    private long total;
    private long longest;
    private int count;
    private long since;
    private boolean on;

    /** From this moment on it is so, or not. */
    void set(long at, boolean now) {
        if (on && !now) {
            end(at);
        } else if (!on && now) {
            since = at;
            count++;
        }
        on = now;
    }

    /** The recording ends. */
    void finish(long at) {
        if (on) {
            end(at);
            on = false;
        }
    }

    private void end(long at) {
        total += at - since;
        longest = Math.max(longest, at - since);
    }

    int count() {
        return count;
    }

    double totalMillis() {
        return Millis.of(total);
    }

    double longestMillis() {
        return Millis.of(longest);
    }
}
