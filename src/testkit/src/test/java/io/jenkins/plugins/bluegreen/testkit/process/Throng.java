package io.jenkins.plugins.bluegreen.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.World;
import java.util.List;
import java.util.Map;

/** Many Services of one namespace, and a process that deploys to all of them at once. */
public final class Throng {
    private static final int THREADS = 16;

    private final World world;
    private final int many;

    /**
     * Creates the Services {@code app-0}, {@code app-1} and so on.
     *
     * @param world where
     * @param many how many
     */
    Throng(World world, int many) {
        this.world = world;
        this.many = many;
        for (int i = 0; i < many; i++) {
            Map<String, Object> service = Manifests.named(Manifests.demo("label/service.yaml"), "app-" + i);
            Manifests.at(service, "spec").put("type", "ClusterIP");
            Manifests.at(service, "spec").put("selector", Map.of("createBy", "app-" + i));
            world.create(service);
        }
    }

    /** Begins to deploy a version to all of them. */
    Child begin(String memory, String version, int replicas) {
        return Child.start(
                ManyDeployments.class,
                world.site().kubeconfig(),
                List.of("-Xmx" + memory),
                world.namespace(),
                String.valueOf(many),
                version,
                String.valueOf(replicas));
    }

    /** A first version and a second one to all of many Services: all succeed, and what was promised of one of them holds. */
    public static void assertAllMove(World world, int many) {
        Throng throng = new Throng(world, many);
        throng.deploy("v1", 2);
        world.observe("app-7");
        world.restart();

        throng.deploy("v2", 2);

        assertThat(world.observe("app-7").violations("app-7-v002", 2)).isEmpty();
        assertThat(world.look().unfinished()).isEmpty();
    }

    /** Deploys a version to all of them: all succeed, on few threads. */
    private void deploy(String version, int replicas) {
        try (Child child = begin("128m", version, replicas)) {
            assertThat(child.awaitEnd(300)).as("%s", child.lines()).isZero();
            assertThat(child.lines()).contains("promoted " + many);
            assertFewThreads(child);
        }
    }

    /** The client's are among them. */
    static void assertFewThreads(Child child) {
        List<String> lines = child.lines();
        int most = lines.stream()
                .filter(line -> line.startsWith("threads "))
                .mapToInt(line -> Integer.parseInt(line.split(" ")[1]))
                .max()
                .orElseThrow();
        assertThat(most).as("%s", lines).isPositive().isLessThanOrEqualTo(THREADS);
    }
}
