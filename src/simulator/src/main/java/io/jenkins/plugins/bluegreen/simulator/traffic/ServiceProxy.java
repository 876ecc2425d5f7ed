package io.jenkins.plugins.bluegreen.simulator.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Leads each connection to a ready endpoint of a Service, as kube-proxy does: some time behind the slices. */
public final class ServiceProxy implements AutoCloseable {
    private final ServerSocket server;
    private final ScheduledExecutorService follower = Executors.newScheduledThreadPool(1, ServiceProxy::daemon);
    private final ExecutorService connections = Executors.newCachedThreadPool(ServiceProxy::daemon);
    private final Map<String, List<InetSocketAddress>> slices = new TreeMap<>();
    private final Runnable end;
    private volatile List<InetSocketAddress> backends = List.of();

    /**
     * Listens on a free port of loopback.
     *
     * @param store whose slices
     * @param service name of the Service
     * @param lag how far behind the slices it is
     * @throws IOException if no port can be had
     */
    public ServiceProxy(Store store, String service, Duration lag) throws IOException {
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        end = store.subscribe(0, event -> {
            boolean ours = event.resource().equals("endpointslices")
                    && service.equals(Json.labels(event.object()).get("kubernetes.io/service-name"));
            if (ours) {
                follower.schedule(() -> follow(event.object()), lag.toNanos(), TimeUnit.NANOSECONDS);
            }
        });
        connections.execute(this::accept);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "simulator-proxy");
        thread.setDaemon(true);
        return thread;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void follow(ObjectNode slice) {
        List<InetSocketAddress> ready = new ArrayList<>();
        int port = slice.path("ports").path(0).path("port").asInt();
        for (JsonNode endpoint : slice.path("endpoints")) {
            if (endpoint.path("conditions").path("ready").asBoolean(true)) {
                ready.add(
                        new InetSocketAddress(endpoint.path("addresses").path(0).asText(), port));
            }
        }
        slices.put(Json.name(slice), ready);
        backends = slices.values().stream().flatMap(List::stream).toList();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connections.execute(() -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        List<InetSocketAddress> now = backends;
        try (client;
                Socket pod = new Socket()) {
            if (now.isEmpty()) {
                return;
            }
            pod.connect(now.get(ThreadLocalRandom.current().nextInt(now.size())), 1000);
            var back = connections.submit(() -> copy(pod, client));
            copy(client, pod);
            back.get();
        } catch (IOException | ExecutionException e) {
            // The client sees a closed connection, and counts it as a failure.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Void copy(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        in.transferTo(out);
        to.shutdownOutput();
        return null;
    }

    @Override
    public void close() throws IOException {
        end.run();
        server.close();
        follower.shutdownNow();
        connections.shutdownNow();
    }
}
