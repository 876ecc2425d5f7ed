package io.jenkins.plugins.bluegreen.simulator.traffic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Event;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import io.undertow.Undertow;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server for each running pod, on its own loopback address: it answers with its name and its image's tag. */
public final class PodServers implements AutoCloseable {
    private final Map<String, Undertow> servers = new HashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "simulator-pods");
        made.setDaemon(true);
        return made;
    });
    private final Runnable end;

    /**
     * Serves every pod that runs from now on. Needs a system that binds all of 127.0.0.0/8, as Linux does.
     *
     * @param store whose pods
     */
    public PodServers(Store store) {
        end = store.subscribe(0, event -> {
            if (event.resource().equals("pods")) {
                thread.execute(() -> on(event));
            }
        });
    }

    private void on(Event event) {
        ObjectNode pod = event.object();
        String uid = Json.uid(pod);
        if (event.type().equals("DELETED")) {
            Undertow server = servers.remove(uid);
            if (server != null) {
                server.stop();
            }
        } else if (pod.path("status").path("phase").asText().equals("Running") && !servers.containsKey(uid)) {
            servers.put(uid, start(pod));
        }
    }

    private static Undertow start(ObjectNode pod) {
        var container = pod.path("spec").path("containers").path(0);
        String image = container.path("image").asText();
        String answer = "%s %s%n".formatted(Json.name(pod), image.substring(image.lastIndexOf(':') + 1));
        Undertow server = Undertow.builder()
                .addHttpListener(
                        container.path("ports").path(0).path("containerPort").asInt(8080),
                        pod.path("status").path("podIP").asText())
                .setIoThreads(1)
                .setWorkerThreads(1)
                .setHandler(exchange -> exchange.getResponseSender().send(answer))
                .build();
        server.start();
        return server;
    }

    @Override
    public void close() {
        end.run();
        thread.execute(() -> servers.values().forEach(Undertow::stop));
        thread.shutdown();
    }
}
