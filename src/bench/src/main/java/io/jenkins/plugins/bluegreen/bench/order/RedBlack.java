package io.jenkins.plugins.bluegreen.bench.order;

import java.util.Collections;
import java.util.Map;

/**
 * The red/black order as Spinnaker documents it: the new ReplicaSet has the Service's label from birth; when it is stable, the
 * old one is disabled: the label is taken from its template, then from its pods, one after another.
 */
final class RedBlack implements Order {
    private static final String KEY = "createBy";
    private static final Map<String, String> TRAFFIC = Map.of(KEY, "demo-service");
    private static final Map<String, String> NO_TRAFFIC = Collections.singletonMap(KEY, null);
    private static final long POLL_MILLIS = 5_000;
    private static final String AGENT = "bench-red-black";

    private final String name;
    private final Arena arena;
    private final boolean polling;
    private final Api api;
    private final ReplicaSets sets;
    private String serving;

    RedBlack(String name, Arena arena, boolean polling) {
        this.name = name;
        this.arena = arena;
        this.polling = polling;
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
        arena.service("label/service.yaml", TRAFFIC);
        sets.create(version, TRAFFIC);
        sets.await(version);
        serving = version;
    }

    @Override
    public void move(String version) {
        sets.create(version, TRAFFIC);
        if (polling) {
            sets.poll(version, POLL_MILLIS);
        } else {
            sets.await(version);
        }
        sets.relabelTemplate(serving, NO_TRAFFIC);
        for (String pod : sets.pods(serving)) {
            api.patch(arena.core("pods/" + pod), Map.of("metadata", Map.of("labels", NO_TRAFFIC)));
        }
        serving = version;
    }

    @Override
    public void close() {
        api.close();
    }
}
