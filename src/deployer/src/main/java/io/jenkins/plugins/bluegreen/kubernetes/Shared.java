package io.jenkins.plugins.bluegreen.kubernetes;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Questions that many runs ask of one cluster at about the same time are asked once. Thread-safe.
 *
 * @param <K> a question
 * @param <V> its answer
 */
final class Shared<K, V> {
    private record Asked<V>(CompletableFuture<V> answer, long nanos) {}

    private final Map<K, Asked<V>> asked = new ConcurrentHashMap<>();
    private final Predicate<V> keep;
    private final long nanos;

    private Shared(Predicate<V> keep, Duration time) {
        this.keep = keep;
        this.nanos = time.toNanos();
    }

    /** Answers that serve those who ask while the question is under way, and nobody after them. */
    static <K, V> Shared<K, V> whileAsked() {
        return new Shared<>(answer -> false, Duration.ZERO);
    }

    /** The same, and some answers serve for a time. */
    static <K, V> Shared<K, V> keeping(Predicate<V> which, Duration time) {
        return new Shared<>(which, time);
    }

    /**
     * The answer to a question.
     *
     * @param question which
     * @param ask how it is asked, if that is needed
     * @return fails for all who share it, and is asked anew by the next
     */
    CompletableFuture<V> get(K question, Supplier<CompletableFuture<V>> ask) {
        long now = System.nanoTime();
        Asked<V> mine = new Asked<>(new CompletableFuture<>(), now);
        Asked<V> used = asked.compute(
                question, (key, old) -> old == null || old.answer().isDone() && now - old.nanos() > nanos ? mine : old);
        if (used == mine) {
            ask.get().whenComplete((answer, error) -> {
                if (error != null || !keep.test(answer)) {
                    asked.remove(question, mine);
                }
                if (error == null) {
                    mine.answer().complete(answer);
                } else {
                    mine.answer().completeExceptionally(error);
                }
            });
        }
        return used.answer();
    }
}
