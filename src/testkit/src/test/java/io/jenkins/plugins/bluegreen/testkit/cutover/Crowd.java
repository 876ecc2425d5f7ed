package io.jenkins.plugins.bluegreen.testkit.cutover;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.bluegreen.testkit.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Others who keep the API server busy: they list all pods and write ConfigMaps as fast as they are answered. */
final class Crowd implements AutoCloseable {
    private static final int PEOPLE = 4;

    private final List<Thread> people = new ArrayList<>();
    private final AtomicLong requests = new AtomicLong();
    private final long begun = System.nanoTime();
    private volatile boolean over;

    private Crowd() {}

    static Crowd nobody() {
        return new Crowd();
    }

    static Crowd at(World world) {
        Crowd crowd = new Crowd();
        for (int i = 0; i < PEOPLE; i++) {
            String name = "busy-" + i;
            Thread thread = new Thread(() -> crowd.bother(world, name), name);
            thread.setDaemon(true);
            thread.start();
            crowd.people.add(thread);
        }
        return crowd;
    }

    private void bother(World world, String name) {
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(world.site().config()).build()) {
            client.resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withNamespace(world.namespace())
                            .endMetadata()
                            .build())
                    .create();
            while (!over) {
                client.pods().inAnyNamespace().list();
                client.configMaps()
                        .inNamespace(world.namespace())
                        .withName(name)
                        .edit(map -> {
                            map.setData(Map.of("count", String.valueOf(requests.addAndGet(3))));
                            return map;
                        });
            }
        } catch (KubernetesClientException e) {
            // It is over with the world.
            over = true;
        }
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : people) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return people.isEmpty()
                ? "API server idle"
                : "API server busy with %.0f other requests a second".formatted(requests.get() / seconds);
    }
}
