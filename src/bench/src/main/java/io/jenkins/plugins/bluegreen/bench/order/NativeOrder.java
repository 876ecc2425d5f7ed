package io.jenkins.plugins.bluegreen.bench.order;

import io.jenkins.plugins.bluegreen.testkit.Manifests;
import java.util.Map;

/** By hand: apply the new Deployment, wait for its rollout, patch the Service's selector. */
final class NativeOrder implements Order {
    private final String name;
    private final Arena arena;
    private final Programs programs;

    NativeOrder(String name, Arena arena, Programs programs) {
        this.name = name;
        this.arena = arena;
        this.programs = programs;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String agent() {
        return "kubectl";
    }

    @Override
    public void begin(String version) {
        arena.service("selector/service.yaml", Map.of("app", "demo", "version", version));
        move(version);
    }

    @Override
    public void move(String version) {
        kubectl(Manifests.text(Deployments.manifest(arena, version)), "apply", "-f", "-");
        kubectl("", "rollout", "status", "deployment/" + Deployments.name(version));
        kubectl(
                "",
                "patch",
                "service",
                Arena.SERVICE,
                "-p",
                "{\"spec\":{\"selector\":{\"version\":\"%s\"}}}".formatted(version));
    }

    private void kubectl(String input, String... words) {
        programs.kubectl(arena.site().namespace(), input, words);
    }
}
