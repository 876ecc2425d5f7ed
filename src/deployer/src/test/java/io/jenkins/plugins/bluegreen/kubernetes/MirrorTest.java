package io.jenkins.plugins.bluegreen.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ListMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MirrorTest {
    private static final Duration SILENCE = Duration.ofMillis(500);

    private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
    private final List<Watcher<Service>> watchers = new CopyOnWriteArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile String name = "before";
    private Mirror<Service, ServiceList, String> mirror;

    @BeforeEach
    void start() {
        mirror = new Mirror<>(watches(), this::list, MirrorTest::kept, (before, after) -> {}, pool, SILENCE);
        mirror.start().join();
    }

    /** The name, behind what is known of it before. */
    private static String kept(Service service, String before) {
        String name = service.getMetadata().getName();
        return before == null ? name : before + " " + name;
    }

    @AfterEach
    void close() {
        mirror.close();
        pool.shutdownNow();
    }

    /** Of the client's many methods only the one that opens a watch is used. */
    @SuppressWarnings("unchecked")
    private FilterWatchListDeletable<Service, ServiceList, ?> watches() {
        return (FilterWatchListDeletable<Service, ServiceList, ?>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {FilterWatchListDeletable.class},
                (self, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("watch");
                    watchers.add((Watcher<Service>) arguments[1]);
                    return (Watch) closed::incrementAndGet;
                });
    }

    private CompletableFuture<ServiceList> list() {
        ServiceList list = new ServiceList();
        list.setMetadata(new ListMetaBuilder().withResourceVersion("7").build());
        list.setItems(List.of(service(name)));
        return CompletableFuture.completedFuture(list);
    }

    private static Service service(String name) {
        return service(name, "5");
    }

    private static Service service(String name, String version) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid("uid-of-" + name)
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }

    @Test
    void listsAnewWhatAWatchThatWentSilentMayHaveMissed() {
        name = "after";

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(mirror.values()).containsExactly("after"));

        assertThat(closed).hasPositiveValue();
        assertThat(watchers).hasSizeGreaterThan(1);
    }

    @Test
    void keepsAWatchOnWhichBookmarksCome() {
        ScheduledFuture<?> bookmarks = pool.scheduleAtFixedRate(
                () -> watchers.get(0).eventReceived(Watcher.Action.BOOKMARK, service("before")),
                0,
                SILENCE.toMillis() / 20,
                TimeUnit.MILLISECONDS);

        await().during(SILENCE.multipliedBy(3)).atMost(Duration.ofSeconds(20)).until(() -> watchers.size() == 1);

        bookmarks.cancel(false);
        assertThat(closed).hasValue(0);
    }

    @Test
    void knowsWhatWasBeforeOnlyWhereTheWatchHasToldOfEachChange() {
        Watcher<Service> watch = watchers.get(0);
        watch.eventReceived(Watcher.Action.ADDED, service("fresh", "8"));
        watch.eventReceived(Watcher.Action.MODIFIED, service("fresh", "9"));
        assertThat(mirror.get("fresh")).contains("fresh fresh");

        mirror.put(service("fresh", "12"));
        assertThat(mirror.get("fresh")).contains("fresh");

        watch.eventReceived(Watcher.Action.MODIFIED, service("fresh", "10"));
        assertThat(mirror.get("fresh")).as("older than the answer").contains("fresh");
        watch.eventReceived(Watcher.Action.MODIFIED, service("fresh", "13"));
        assertThat(mirror.get("fresh")).contains("fresh fresh");
    }
}
