package io.jenkins.plugins.bluegreen.simulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until a test lets it go on; the tasks run on the thread that does so. */
public final class SteppedTime implements Scheduler {
    private static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private final Clock clock = new SteppedClock(this);
    private long now;
    private long order;

    private record Task(long due, long order, Runnable work) {}

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable work) {
        order++;
        Task task = new Task(now + Math.max(0, delay.toNanos()), order, work);
        tasks.add(task);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** Lets an amount of time go by: everything that is due until then runs, each at its own time. */
    public void advance(Duration amount) {
        long end = nanos() + amount.toNanos();
        for (Task task = next(end); task != null; task = next(end)) {
            RealTime.guarded(task.work());
        }
    }

    private synchronized Task next(long end) {
        Task task = tasks.peek();
        if (task == null || task.due() > end) {
            now = Math.max(now, end);
            return null;
        }
        now = Math.max(now, task.due());
        return tasks.poll();
    }

    @Override
    public synchronized void close() {
        tasks.clear();
    }

    private static final class SteppedClock extends Clock {
        private final SteppedTime time;

        SteppedClock(SteppedTime time) {
            this.time = time;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.offset(this, Duration.ZERO);
        }

        @Override
        public Instant instant() {
            return BEGIN.plusNanos(time.nanos());
        }
    }
}
