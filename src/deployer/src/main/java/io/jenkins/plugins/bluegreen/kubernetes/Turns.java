package io.jenkins.plugins.bluegreen.kubernetes;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets so many requests be under way at once. The others wait for their turn without a thread, and before the client knows
 * of them, so that their time-outs have not begun. Until the first has been answered it is the only one: those beside it would
 * each open a connection, where the first one's has room for all. Thread-safe; what is sent is sent on the thread of whoever asked, or of
 * whoever's answer made room.
 */
final class Turns {
    private final Queue<Runnable> urgent = new ArrayDeque<>();
    private final Queue<Runnable> ordinary = new ArrayDeque<>();
    private int atOnce;
    private int free;
    private boolean connected;
    private boolean giving;

    /**
     * Nothing is under way.
     *
     * @param atOnce how many requests may be
     */
    Turns(int atOnce) {
        this.atOnce = atOnce;
        free = atOnce;
    }

    /** From now on so many may be under way; those that are go on. */
    void atOnce(int other) {
        synchronized (this) {
            free += other - atOnce;
            atOnce = other;
        }
        give();
    }

    /**
     * Sends a request when it is its turn.
     *
     * @param first whether it goes before those that are not: a Lease that is renewed too late is lost
     * @param request sends it; what is to be checked before it is sent is checked in there
     * @return its answer
     */
    <T> CompletableFuture<T> take(boolean first, Supplier<CompletableFuture<T>> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable turn = () -> begin(request).whenComplete((value, error) -> {
            // Room is made before anybody hears of the answer, or the next request of this one would wait behind
            // itself.
            over(error == null);
            if (error == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(error);
            }
        });
        synchronized (this) {
            (first ? urgent : ordinary).add(turn);
        }
        give();
        return answer;
    }

    private static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> request) {
        try {
            return request.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void over(boolean answered) {
        synchronized (this) {
            connected |= answered;
            free++;
        }
        give();
    }

    /** One thread gives all the turns there are: answers that come at once would otherwise nest as deep as the queue. */
    private void give() {
        synchronized (this) {
            if (giving) {
                return;
            }
            giving = true;
        }
        for (Runnable turn = next(); turn != null; turn = next()) {
            turn.run();
        }
    }

    private synchronized Runnable next() {
        boolean none = connected ? free <= 0 : free < atOnce;
        Runnable turn = none ? null : urgent.isEmpty() ? ordinary.poll() : urgent.poll();
        if (turn == null) {
            giving = false;
        } else {
            free--;
        }
        return turn;
    }
}
