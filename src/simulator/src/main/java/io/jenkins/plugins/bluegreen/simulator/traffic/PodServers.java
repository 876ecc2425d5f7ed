package io.jenkins.plugins.bluegreen.simulator.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Event;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import io.jenkins.plugins.bluegreen.simulator.time.Scheduler;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * An HTTP server for each running pod, on its own loopback address: it answers with its name and its image's tag. One thread
 * serves all of them. Needs a system that binds all of 127.0.0.0/8, as Linux does.
 */
public final class PodServers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PodServers.class.getName());
    private static final int BACKLOG = 1000;

    private final Scheduler time;
    private final XnioWorker worker;
    private final HttpOpenListener listener;
    private final Map<String, AcceptingChannel<StreamConnection>> servers = new HashMap<>();
    private final Map<InetSocketAddress, String> answers = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, InetSocketAddress> moved = new ConcurrentHashMap<>();
    private final Runnable end;
    private boolean closed;

    /**
     * Serves every pod that runs from now on.
     *
     * @param store whose pods
     * @param time on whose thread it follows them
     */
    public PodServers(Store store, Scheduler time) {
        this.time = time;
        try {
            worker = Xnio.getInstance()
                    .createWorker(OptionMap.builder()
                            .set(Options.WORKER_IO_THREADS, 1)
                            .set(Options.WORKER_TASK_CORE_THREADS, 1)
                            .set(Options.WORKER_TASK_MAX_THREADS, 1)
                            .set(Options.THREAD_DAEMON, true)
                            .set(Options.WORKER_NAME, "simulator-pods")
                            .getMap());
        } catch (IOException e) {
            throw new IllegalStateException("The pods' servers need a thread", e);
        }
        listener = new HttpOpenListener(new DefaultByteBufferPool(false, 4096, 100, 4));
        listener.setRootHandler(this::answer);
        end = store.watch("pods", 0, event -> time.execute(() -> on(event)));
    }

    private void answer(HttpServerExchange exchange) {
        String answer = answers.get(exchange.getConnection().getLocalAddress(InetSocketAddress.class));
        if (answer == null) {
            // The process behind a connection that was kept alive has ended.
            IoUtils.safeClose(exchange.getConnection());
        } else {
            exchange.getResponseSender().send(answer);
        }
    }

    private synchronized void on(Event event) {
        ObjectNode pod = event.object();
        boolean runs = pod.path("status").path("phase").asText().equals("Running");
        if (event.type().equals("DELETED")) {
            stop(Json.uid(pod));
        } else if (Json.terminating(pod)) {
            // It goes on for as long as its preStop sleeps, and not a moment longer.
            time.after(preStop(pod), () -> stop(Json.uid(pod)));
        } else if (runs && !closed && !servers.containsKey(Json.uid(pod))) {
            start(pod);
        }
    }

    private static Duration preStop(ObjectNode pod) {
        long seconds = 0;
        for (JsonNode container : pod.path("spec").path("containers")) {
            seconds = Math.max(
                    seconds, container.at("/lifecycle/preStop/sleep/seconds").asLong());
        }
        return Duration.ofSeconds(seconds);
    }

    private void start(ObjectNode pod) {
        JsonNode container = pod.path("spec").path("containers").path(0);
        String image = container.path("image").asText();
        String answer = "%s %s%n".formatted(Json.name(pod), image.substring(image.lastIndexOf(':') + 1));
        int port = container.path("ports").path(0).path("containerPort").asInt(8080);
        InetSocketAddress wanted =
                new InetSocketAddress(pod.path("status").path("podIP").asText(), port);
        try {
            servers.put(Json.uid(pod), bind(wanted, answer));
        } catch (IOException e) {
            // Someone has that port on all addresses: the proxy finds the pod at another.
            LOG.fine(() -> "%s is taken: %s".formatted(wanted, e.getMessage()));
            elsewhere(pod, wanted, answer);
        }
    }

    private void elsewhere(ObjectNode pod, InetSocketAddress wanted, String answer) {
        try {
            AcceptingChannel<StreamConnection> server = bind(new InetSocketAddress(wanted.getAddress(), 0), answer);
            servers.put(Json.uid(pod), server);
            moved.put(wanted, server.getLocalAddress(InetSocketAddress.class));
        } catch (IOException e) {
            LOG.warning(() -> "Pod %s cannot serve: %s".formatted(Json.name(pod), e.getMessage()));
        }
    }

    private AcceptingChannel<StreamConnection> bind(InetSocketAddress address, String answer) throws IOException {
        AcceptingChannel<StreamConnection> server = worker.createStreamConnectionServer(
                address,
                ChannelListeners.openListenerAdapter(listener),
                OptionMap.create(Options.REUSE_ADDRESSES, true, Options.BACKLOG, BACKLOG));
        answers.put(server.getLocalAddress(InetSocketAddress.class), answer);
        server.resumeAccepts();
        return server;
    }

    private synchronized void stop(String uid) {
        AcceptingChannel<StreamConnection> server = servers.remove(uid);
        if (server != null) {
            InetSocketAddress address = server.getLocalAddress(InetSocketAddress.class);
            answers.remove(address);
            moved.values().remove(address);
            IoUtils.safeClose(server);
        }
    }

    /** Where a pod really listens. */
    InetSocketAddress find(InetSocketAddress address) {
        return moved.getOrDefault(address, address);
    }

    @Override
    public synchronized void close() {
        closed = true;
        end.run();
        servers.values().forEach(IoUtils::safeClose);
        servers.clear();
        worker.shutdown();
    }
}
