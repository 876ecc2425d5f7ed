package io.jenkins.plugins.bluegreen.simulator.api;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.bluegreen.simulator.access.Certificates;
import io.jenkins.plugins.bluegreen.simulator.access.Tokens;
import io.jenkins.plugins.bluegreen.simulator.faults.ApiRequest;
import io.jenkins.plugins.bluegreen.simulator.faults.Faults;
import io.jenkins.plugins.bluegreen.simulator.faults.RequestLog;
import io.jenkins.plugins.bluegreen.simulator.registry.Registry;
import io.jenkins.plugins.bluegreen.simulator.store.Logs;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Predicate;

/** A Kubernetes API server on loopback, over TLS. It can be stopped and started again; its objects stay. */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "The parts are shared on purpose.")
public final class ApiServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final long LARGEST_BODY = 3L * 1024 * 1024;

    private final Certificates certificates = Certificates.create();
    private final Tokens tokens = new Tokens();
    private final Faults faults = new Faults();
    private final RequestLog log = new RequestLog();
    private final ScheduledThreadPoolExecutor timer;
    private final Watches watches;
    private final Requests requests;
    private final boolean tls;
    private int port;
    private Undertow server;

    /**
     * Not started yet.
     *
     * @param registry what it serves
     * @param logs of the containers
     * @param port to listen on; 0 for a free one
     * @param tls whether clients have to speak TLS
     * @param bookmarks how often watches that ask for it are told the version
     */
    public ApiServer(Registry registry, Logs logs, int port, boolean tls, Duration bookmarks) {
        this.port = port;
        this.tls = tls;
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "simulator-api-timer");
            made.setDaemon(true);
            return made;
        });
        timer.setRemoveOnCancelPolicy(true);
        watches = new Watches(registry.store(), timer, bookmarks);
        requests = new Requests(new Router(registry, tokens, logs), watches, tokens, faults, log, timer);
    }

    /** Listens from now on; the second time on the port of the first. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        Undertow.Builder listening = tls
                ? Undertow.builder().addHttpsListener(port, HOST, certificates.context())
                : Undertow.builder().addHttpListener(port, HOST);
        Undertow made = listening
                .setIoThreads(2)
                .setWorkerThreads(8)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, LARGEST_BODY)
                .setHandler(requests)
                .build();
        made.start();
        server = made;
        port = ((InetSocketAddress) made.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Cuts every connection, and refuses new ones. */
    public synchronized void stop() {
        if (server != null) {
            watches.cut(request -> true);
            server.stop();
            server = null;
        }
    }

    /** Where it listens, or did. */
    public synchronized String url() {
        return "%s://%s:%d".formatted(tls ? "https" : "http", HOST, port);
    }

    /** Whose certificate clients have to trust. */
    public Certificates certificates() {
        return certificates;
    }

    /** Who may come in. */
    public Tokens tokens() {
        return tokens;
    }

    /** What goes wrong. */
    public Faults faults() {
        return faults;
    }

    /** What was asked. */
    public RequestLog log() {
        return log;
    }

    /** How many watches are open. */
    public int openWatches() {
        return watches.count();
    }

    /** Ends watches well, as their time limit does. Returns how many. */
    public int endWatches(Predicate<ApiRequest> which) {
        return watches.end(which);
    }

    /** Cuts the connections of watches. Returns how many. */
    public int cutWatches(Predicate<ApiRequest> which) {
        return watches.cut(which);
    }

    /** Tells watches that their version is too old (410), and ends them. Returns how many. */
    public int expireWatches(Predicate<ApiRequest> which) {
        return watches.expire(which);
    }

    @Override
    public void close() {
        stop();
        timer.shutdownNow();
    }
}
