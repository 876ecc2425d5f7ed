package io.jenkins.plugins.bluegreen.kubernetes;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Does many things, a few at a time, without holding a thread. */
final class Throttle<T> {
    private final Queue<T> waiting;
    private final Function<T, CompletableFuture<Void>> task;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int open;
    private Throwable failure;

    private Throttle(List<T> all, Function<T, CompletableFuture<Void>> task) {
        this.waiting = new ArrayDeque<>(all);
        this.task = task;
    }

    /**
     * Does all of it.
     *
     * @param all what to do it with
     * @param limit how many at once
     * @param task what to do
     * @return completes when all are done; with the first failure, after those under way have ended
     */
    static <T> CompletableFuture<Void> all(List<T> all, int limit, Function<T, CompletableFuture<Void>> task) {
        Throttle<T> throttle = new Throttle<>(all, task);
        for (int i = 0; i < Math.max(1, Math.min(limit, all.size())); i++) {
            throttle.next();
        }
        return throttle.done;
    }

    private void next() {
        T item;
        synchronized (this) {
            item = failure == null ? waiting.poll() : null;
            if (item == null) {
                finish();
                return;
            }
            open++;
        }
        task.apply(item).whenComplete((ok, error) -> {
            synchronized (this) {
                open--;
                failure = failure == null ? error : failure;
            }
            next();
        });
    }

    private void finish() {
        if (open > 0) {
            return;
        }
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }
}
