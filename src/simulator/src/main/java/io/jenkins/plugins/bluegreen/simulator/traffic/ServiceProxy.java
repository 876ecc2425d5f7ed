package io.jenkins.plugins.bluegreen.simulator.traffic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Event;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import io.jenkins.plugins.bluegreen.simulator.time.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** Leads each connection to an endpoint of a Service, as kube-proxy does: some time behind the slices. */
public final class ServiceProxy implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 1000;
    private static final int BACKLOG = 200;

    private final String namespace;
    private final String service;
    private final PodServers pods;
    private final ServerSocket server;
    private final Backends backends = new Backends();
    private final ExecutorService connections = Executors.newCachedThreadPool(ServiceProxy::daemon);
    private final Runnable end;

    /**
     * Listens on a free port of loopback.
     *
     * @param store whose slices
     * @param time on whose thread it follows them
     * @param lag how far behind the slices it is
     * @param pods where the pods listen
     * @param namespace of the Service
     * @param service name of the Service; connections go to its first port
     * @throws IOException if no port can be had
     */
    public ServiceProxy(Store store, Scheduler time, Duration lag, PodServers pods, String namespace, String service)
            throws IOException {
        this.namespace = namespace;
        this.service = service;
        this.pods = pods;
        server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        synchronized (store) {
            store.list("endpointslices", namespace).stream().filter(this::ours).forEach(backends::put);
            end = store.watch("endpointslices", 0, event -> {
                if (ours(event.object())) {
                    time.after(lag, () -> follow(event));
                }
            });
        }
        connections.execute(this::accept);
    }

    private boolean ours(ObjectNode slice) {
        return Json.namespace(slice).equals(namespace)
                && service.equals(slice.path("metadata")
                        .path("labels")
                        .path("kubernetes.io/service-name")
                        .asText());
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

    private void follow(Event event) {
        if (event.type().equals("DELETED")) {
            backends.remove(event.object());
        } else {
            backends.put(event.object());
        }
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
        List<InetSocketAddress> now = backends.now();
        try (client;
                Socket pod = new Socket()) {
            if (now.isEmpty()) {
                return;
            }
            pod.connect(pods.find(now.get(ThreadLocalRandom.current().nextInt(now.size()))), PATIENCE_MILLIS);
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
        from.getInputStream().transferTo(to.getOutputStream());
        to.shutdownOutput();
        return null;
    }

    @Override
    public void close() {
        end.run();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The Service proxy could not be ended", e);
        }
        connections.shutdownNow();
    }
}
