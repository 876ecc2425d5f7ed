package io.jenkins.plugins.bluegreen.bench.order;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The limit of selector mode: create, wait, one write of the selector, by one HTTP client and nothing else. */
final class BareSwitch implements Order {
    private static final String AGENT = "bench-bare-switch";
    private static final long MINUTES = 5;

    private final String name;
    private final Arena arena;
    private final Api api;

    BareSwitch(String name, Arena arena) {
        this.name = name;
        this.arena = arena;
        this.api = new Api(arena.config(), AGENT);
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
        arena.service("selector/service.yaml", Map.of("app", "demo", "version", version));
        move(version);
    }

    @Override
    public void move(String version) {
        api.post(arena.apps("deployments"), Deployments.manifest(arena, version));
        api.client()
                .apps()
                .deployments()
                .inNamespace(arena.site().namespace())
                .withName(Deployments.name(version))
                .waitUntilCondition(BareSwitch::available, MINUTES, TimeUnit.MINUTES);
        api.patch(
                arena.core("services/" + Arena.SERVICE),
                Map.of("spec", Map.of("selector", Map.of("version", version))));
    }

    private static boolean available(Deployment deployment) {
        return deployment != null
                && deployment.getStatus() != null
                && Objects.equals(
                        deployment.getStatus().getObservedGeneration(),
                        deployment.getMetadata().getGeneration())
                && Objects.equals(
                        deployment.getStatus().getAvailableReplicas(),
                        deployment.getSpec().getReplicas());
    }

    @Override
    public void close() {
        api.close();
    }
}
