package io.jenkins.plugins.bluegreen.simulator.faults;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * An ordered list of interceptors: all see each request, so that they can count, and the first that has a fault for it decides.
 * They are asked on the server's threads, once for each request, in the order of arrival.
 */
public final class Faults {
    /** Says what goes wrong with a request, if anything does. */
    @FunctionalInterface
    public interface Interceptor {
        /** The fault of a request. */
        Optional<Fault> fault(ApiRequest request);
    }

    /** An interceptor that was added. */
    public static final class Handle implements AutoCloseable {
        private final AtomicInteger hits = new AtomicInteger();
        private final Runnable remove;

        private Handle(Faults faults, Interceptor[] own) {
            this.remove = () -> faults.interceptors.remove(own[0]);
        }

        /** How many requests it has broken. */
        public int hits() {
            return hits.get();
        }

        /** Takes it away. */
        @Override
        public void close() {
            remove.run();
        }
    }

    private final List<Interceptor> interceptors = new CopyOnWriteArrayList<>();

    /** Adds an interceptor after those that are there. */
    public Handle add(Interceptor interceptor) {
        Interceptor[] own = new Interceptor[1];
        Handle handle = new Handle(this, own);
        own[0] = request -> {
            Optional<Fault> fault = interceptor.fault(request);
            fault.ifPresent(ignored -> handle.hits.incrementAndGet());
            return fault;
        };
        interceptors.add(own[0]);
        return handle;
    }

    /** Breaks every request of some kind. */
    public Handle every(Predicate<ApiRequest> which, Fault fault) {
        return add(request -> which.test(request) ? Optional.of(fault) : Optional.empty());
    }

    /**
     * Breaks one request.
     *
     * @param number among those of the kind that come from now on, from 1
     * @param which the kind
     */
    public Handle nth(int number, Predicate<ApiRequest> which, Fault fault) {
        AtomicInteger seen = new AtomicInteger();
        return add(request ->
                which.test(request) && seen.incrementAndGet() == number ? Optional.of(fault) : Optional.empty());
    }

    /** Breaks the next so many requests of a kind. */
    public Handle next(int count, Predicate<ApiRequest> which, Fault fault) {
        AtomicInteger seen = new AtomicInteger();
        return add(request ->
                which.test(request) && seen.incrementAndGet() <= count ? Optional.of(fault) : Optional.empty());
    }

    /** Takes all away. */
    public void clear() {
        interceptors.clear();
    }

    /** The fault of a request: for the server. */
    public Optional<Fault> of(ApiRequest request) {
        Optional<Fault> first = Optional.empty();
        for (Interceptor interceptor : interceptors) {
            Optional<Fault> fault = interceptor.fault(request);
            first = first.or(() -> fault);
        }
        return first;
    }
}
