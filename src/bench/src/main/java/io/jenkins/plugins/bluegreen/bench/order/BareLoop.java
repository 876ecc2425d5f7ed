package io.jenkins.plugins.bluegreen.bench.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The limit: the writes of label mode, atomic, by one HTTP client and nothing else: no lock, no look at what others do, no
 * proof, no report. It is not safe: instead of a proof it makes a pause before the Service gets its owner's selector again.
 */
final class BareLoop implements Order {
    private static final String KEY = "createBy";
    private static final Map<String, String> OWNERS = Map.of(KEY, "demo-service");
    private static final Map<String, String> ON = Map.of(KEY, "demo-service", "traffic", "on");
    private static final String CUTOVER = "cutover";
    private static final String AGENT = "bench-bare-loop";
    private static final long PAUSE_MILLIS = 500;

    private final String name;
    private final Arena arena;
    private final Api api;
    private final ReplicaSets sets;
    private String serving;

    BareLoop(String name, Arena arena) {
        this.name = name;
        this.arena = arena;
        this.api = new Api(arena.config(), AGENT);
        this.sets = new ReplicaSets(arena, api);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String agent() {
        return AGENT;
    }

    @Override
    public void begin(String version) {
        arena.service("label/service.yaml", OWNERS);
        sets.create(version, ON);
        sets.await(version);
        serving = version;
    }

    @Override
    public void move(String version) {
        sets.create(version, Map.of());
        sets.await(version);
        Map<String, String> own = new HashMap<>(Map.of(ReplicaSets.RELEASE, version));
        own.put(KEY, null);
        select(own, "flipped");
        select(Map.of(), "committed");
        relabel(version, ON);
        Map<String, String> off = new HashMap<>(Map.of("traffic", "off"));
        off.put(KEY, null);
        relabel(serving, off);
        Pause.millis(PAUSE_MILLIS);
        Map<String, String> owners = new HashMap<>(OWNERS);
        owners.put(ReplicaSets.RELEASE, null);
        select(owners, null);
        serving = version;
    }

    /** Selector and record in one write. */
    private void select(Map<String, String> selector, String record) {
        api.patch(
                arena.core("services/" + Arena.SERVICE),
                Map.of(
                        "metadata",
                        Map.of(
                                "labels", Collections.singletonMap(CUTOVER, record),
                                "annotations", Collections.singletonMap(CUTOVER, record)),
                        "spec",
                        Map.of("selector", selector)));
    }

    /** Template first, then the pods, as many at once as the client does. */
    private void relabel(String version, Map<String, String> labels) {
        sets.relabelTemplate(version, labels);
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (String pod : sets.pods(version)) {
            all.add(api.patching(arena.core("pods/" + pod), Map.of("metadata", Map.of("labels", labels))));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).join();
    }

    @Override
    public void close() {
        api.close();
    }
}
