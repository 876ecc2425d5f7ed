package io.jenkins.plugins.bluegreen.simulator.api;

import io.jenkins.plugins.bluegreen.simulator.faults.ApiRequest;
import io.jenkins.plugins.bluegreen.simulator.faults.Fault;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All open watches, with their bookmarks and time limits. */
final class Watches {
    private final Store store;
    private final ScheduledExecutorService timer;
    private final Duration bookmarks;
    private final Map<Watch, ApiRequest> open = new ConcurrentHashMap<>();

    Watches(Store store, ScheduledExecutorService timer, Duration bookmarks) {
        this.store = store;
        this.timer = timer;
        this.bookmarks = bookmarks;
    }

    void begin(Wish wish, Query query, Sink sink, ApiRequest request, Fault fault) {
        Watch watch = new Watch(store, wish, sink);
        List<Future<?>> timers = new ArrayList<>();
        open.put(watch, request);
        boolean marks = query.flag("allowWatchBookmarks");
        long seconds = query.number("timeoutSeconds");
        if (seconds == 0) {
            seconds = ThreadLocalRandom.current().nextLong(1800, 3600);
        }
        timers.add(timer.schedule(
                () -> {
                    if (marks) {
                        watch.bookmark(false);
                    }
                    watch.end();
                },
                seconds,
                TimeUnit.SECONDS));
        if (marks) {
            long period = bookmarks.toMillis();
            timers.add(timer.scheduleAtFixedRate(() -> watch.bookmark(false), period, period, TimeUnit.MILLISECONDS));
        }
        if (fault instanceof Fault.WatchClosed closed) {
            timers.add(timer.schedule(watch::cut, closed.after().toNanos(), TimeUnit.NANOSECONDS));
        } else if (fault instanceof Fault.WatchExpired expired) {
            timers.add(timer.schedule(watch::expire, expired.after().toNanos(), TimeUnit.NANOSECONDS));
        }
        sink.onGone(() -> {
            open.remove(watch);
            watch.gone();
            timers.forEach(each -> each.cancel(false));
        });
        watch.begin(query.number("resourceVersion"), marks && query.flag("sendInitialEvents"));
    }

    /** Refuses with the answer of the real server what it cannot do. */
    static void check(Query query) {
        boolean initial = query.flag("sendInitialEvents");
        if (initial && !query.text("resourceVersionMatch").equals("NotOlderThan")) {
            throw Failures.badRequest(
                    "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        }
        query.number("resourceVersion");
    }

    int cut(Predicate<ApiRequest> which) {
        return each(which, Watch::cut);
    }

    int expire(Predicate<ApiRequest> which) {
        return each(which, Watch::expire);
    }

    int end(Predicate<ApiRequest> which) {
        return each(which, Watch::end);
    }

    private int each(Predicate<ApiRequest> which, Consumer<Watch> what) {
        List<Watch> chosen = open.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        chosen.forEach(what);
        return chosen.size();
    }

    int count() {
        return open.size();
    }
}
