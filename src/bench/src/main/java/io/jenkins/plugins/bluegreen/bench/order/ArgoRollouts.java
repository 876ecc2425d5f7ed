package io.jenkins.plugins.bluegreen.bench.order;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Argo Rollouts' blue-green strategy, promoted by itself: its controller runs for this namespace alone. */
final class ArgoRollouts implements Order {
    private static final String ROLLOUT = "demo";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long LOOK_MILLIS = 100;
    private static final List<String> CRDS =
            List.of("rollouts", "experiments", "analysisruns", "analysistemplates", "clusteranalysistemplates");

    private final String name;
    private final Arena arena;
    private final Programs programs;
    private Optional<Process> controller = Optional.empty();

    ArgoRollouts(String name, Arena arena, Programs programs) {
        this.name = name;
        this.arena = arena;
        this.programs = programs;
    }

    @Override
    public String name() {
        return name;
    }

    /** The write that starts it is kubectl's; it is one request, and not counted. */
    @Override
    public String agent() {
        return "rollouts-controller";
    }

    @Override
    public void begin(String version) {
        Path folder = programs.argoRollouts();
        kubectl("", "apply", "--server-side", "-k", folder.resolve("crds").toString());
        CRDS.forEach(this::awaitEstablished);
        controller = Optional.of(programs.start(
                "rollouts-controller",
                List.of(
                        folder.resolve("rollouts-controller").toString(),
                        "--kubeconfig",
                        programs.kubeconfig().toString(),
                        "--namespace",
                        arena.site().namespace(),
                        "--namespaced",
                        "--leader-elect=false",
                        "--loglevel",
                        "warn")));
        arena.service("selector/service.yaml", Map.of("app", "demo"));
        move(version);
    }

    /** {@code kubectl wait} fails as long as there are no conditions at all. */
    private void awaitEstablished(String kind) {
        String path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/%s.argoproj.io".formatted(kind);
        boolean established = false;
        while (!established) {
            Pause.millis(LOOK_MILLIS);
            for (JsonNode condition : arena.api().get(path).at("/status/conditions")) {
                established |= condition.path("type").asText().equals("Established")
                        && condition.path("status").asText().equals("True");
            }
        }
    }

    @Override
    public void move(String version) {
        kubectl(Manifests.text(rollout(version)), "apply", "-f", "-");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!promoted(version)) {
            if (System.nanoTime() > deadline || !running()) {
                throw new IllegalStateException(
                        "Argo Rollouts did not promote %s: see target/programs/rollouts-controller.log"
                                .formatted(version));
            }
            Pause.millis(LOOK_MILLIS);
        }
    }

    private boolean running() {
        return controller.filter(Process::isAlive).isPresent();
    }

    private Map<String, Object> rollout(String version) {
        Map<String, Object> rollout = arena.workload("label/replicaset.yaml");
        rollout.put("apiVersion", "argoproj.io/v1alpha1");
        rollout.put("kind", "Rollout");
        Manifests.at(rollout, "metadata").put("name", ROLLOUT);
        Manifests.at(rollout, "spec", "template", "spec", "containers", 0).put("image", "bebullish/demo:" + version);
        Manifests.at(rollout, "spec", "strategy", "blueGreen").put("activeService", Arena.SERVICE);
        return rollout;
    }

    private boolean promoted(String version) {
        JsonNode rollout = arena.api()
                .get("/apis/argoproj.io/v1alpha1/namespaces/%s/rollouts/%s"
                        .formatted(arena.site().namespace(), ROLLOUT));
        JsonNode status = rollout.path("status");
        String image = rollout.at("/spec/template/spec/containers/0/image").asText();
        String generation = rollout.path("metadata").path("generation").asText();
        return image.endsWith(":" + version)
                && status.path("observedGeneration").asText().equals(generation)
                && status.path("phase").asText().equals("Healthy")
                && status.at("/blueGreen/activeSelector")
                        .asText()
                        .equals(status.path("currentPodHash").asText());
    }

    private void kubectl(String input, String... words) {
        programs.kubectl(arena.site().namespace(), input, words);
    }

    @Override
    public void close() {
        controller.ifPresent(Process::destroy);
    }
}
