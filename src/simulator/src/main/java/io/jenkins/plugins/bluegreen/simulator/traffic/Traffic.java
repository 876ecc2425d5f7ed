package io.jenkins.plugins.bluegreen.simulator.traffic;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import io.jenkins.plugins.bluegreen.simulator.time.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The pods' servers, and a proxy for each Service that someone wants to reach. */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP2"},
        justification = "The store is shared on purpose.")
public final class Traffic implements AutoCloseable {
    private final Store store;
    private final Scheduler time;
    private final Duration lag;
    private final Optional<PodServers> pods;
    private final Map<String, ServiceProxy> proxies = new TreeMap<>();

    /**
     * Serves pods from now on.
     *
     * @param store whose pods and slices
     * @param time on whose thread it follows them
     * @param lag how far behind the slices a proxy is
     * @param serves whether pods serve at all
     */
    public Traffic(Store store, Scheduler time, Duration lag, boolean serves) {
        this.store = store;
        this.time = time;
        this.lag = lag;
        this.pods = serves ? Optional.of(new PodServers(store, time)) : Optional.empty();
    }

    /** Where a Service can be reached; the first time this is asked its proxy starts. */
    public synchronized InetSocketAddress address(String namespace, String service) {
        PodServers servers = pods.orElseThrow(
                () -> new IllegalStateException("This cluster's pods serve nothing: see its settings"));
        return proxies.computeIfAbsent(namespace + "/" + service, key -> proxy(servers, namespace, service))
                .address();
    }

    private ServiceProxy proxy(PodServers servers, String namespace, String service) {
        try {
            return new ServiceProxy(store, time, lag, servers, namespace, service);
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy of Service %s needs a port".formatted(service), e);
        }
    }

    @Override
    public synchronized void close() {
        proxies.values().forEach(ServiceProxy::close);
        pods.ifPresent(PodServers::close);
    }
}
