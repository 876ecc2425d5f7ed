package io.jenkins.plugins.bluegreen.simulator;

import io.jenkins.plugins.bluegreen.simulator.access.User;
import io.jenkins.plugins.bluegreen.simulator.api.ApiServer;
import io.jenkins.plugins.bluegreen.simulator.controllers.ControllerManager;
import io.jenkins.plugins.bluegreen.simulator.faults.ApiRequest;
import io.jenkins.plugins.bluegreen.simulator.faults.Faults;
import io.jenkins.plugins.bluegreen.simulator.faults.RequestLog;
import io.jenkins.plugins.bluegreen.simulator.nodes.NodeManager;
import io.jenkins.plugins.bluegreen.simulator.registry.Registry;
import io.jenkins.plugins.bluegreen.simulator.registry.Write;
import io.jenkins.plugins.bluegreen.simulator.store.Kinds;
import io.jenkins.plugins.bluegreen.simulator.store.Logs;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import io.jenkins.plugins.bluegreen.simulator.time.Scheduler;
import io.jenkins.plugins.bluegreen.simulator.traffic.Traffic;
import java.net.InetSocketAddress;
import java.util.function.Predicate;

/** A cluster in this process: an API server on loopback, over TLS unless that is not wanted, with the controllers and the pods. */
public final class EmbeddedCluster implements AutoCloseable {
    private final Settings settings;
    private final Scheduler time;
    private final Registry registry;
    private final ApiServer api;
    private final NodeManager nodes;
    private final Traffic traffic;
    private ControllerManager controllers;

    private EmbeddedCluster(Settings settings) {
        this.settings = settings;
        time = settings.time().get();
        registry = new Registry(new Store(settings.seed(), time.clock()), settings.dualStack());
        Logs logs = new Logs();
        api = new ApiServer(registry, logs, settings.port(), settings.tls(), settings.bookmarks());
        NodeManager.Wish wish =
                new NodeManager.Wish(settings.nodes(), settings.dualStack(), settings.podServers(), settings.seed());
        nodes = new NodeManager(store(), time, settings.speed(), wish, logs);
        traffic = new Traffic(store(), time, settings.speed().proxyLag(), settings.podServers());
        new Beginning(registry).make();
        controllers = controllerManager();
        api.start();
    }

    private ControllerManager controllerManager() {
        return new ControllerManager(registry, time, settings.speed(), caCertificate(), settings.seed());
    }

    /**
     * Starts one.
     *
     * @param settings how it is
     * @return to be closed
     */
    public static EmbeddedCluster start(Settings settings) {
        return new EmbeddedCluster(settings);
    }

    /** Starts one that is fast, on a free port. */
    public static EmbeddedCluster start() {
        return start(Settings.fast());
    }

    /** Where its API server listens. */
    public String url() {
        return api.url();
    }

    /** The certificate of the authority that clients have to trust, as PEM. */
    public String caCertificate() {
        return api.certificates().pem();
    }

    /** The administrator's token. */
    public String token() {
        return api.tokens().admin();
    }

    /** Takes a token that a test has made up for the administrator's. */
    public void admit(String token) {
        api.tokens().admit(token);
    }

    /** A token for a user who has only the rights that RoleBindings give to that name. */
    public String token(String user) {
        return api.tokens().issue(User.named(user));
    }

    /** A kubeconfig of the administrator, as YAML. */
    public String kubeconfig() {
        return Kubeconfig.of(url(), caCertificate(), token());
    }

    /** A kubeconfig with another token. */
    public String kubeconfig(String token) {
        return Kubeconfig.of(url(), caCertificate(), token);
    }

    /** Its objects: to look at them, and to change them without asking anybody. */
    public Store store() {
        return registry.store();
    }

    /** What goes wrong with requests. */
    public Faults faults() {
        return api.faults();
    }

    /** Every request so far. */
    public RequestLog requests() {
        return api.log();
    }

    /** How many watches are open. */
    public int openWatches() {
        return api.openWatches();
    }

    /** Ends every watch, as their time limit does. */
    public void dropWatches() {
        api.endWatches(request -> true);
    }

    /** Cuts the connections of some watches. Returns how many. */
    public int cutWatches(Predicate<ApiRequest> which) {
        return api.cutWatches(which);
    }

    /** Tells some watches that their version is too old (410). Returns how many. */
    public int expireWatches(Predicate<ApiRequest> which) {
        return api.expireWatches(which);
    }

    /**
     * Cuts every connection and refuses new ones. Controllers and kubelets do nothing meanwhile, as they have nobody to write to;
     * pods that run go on.
     */
    public void stopApiServer() {
        controllers().pause();
        nodes.pause();
        api.stop();
    }

    /** Listens again, on the same port, with the same objects. */
    public void startApiServer() {
        api.start();
        nodes.resume();
        controllers().resume();
    }

    /** The controllers: to pause and resume them. */
    public synchronized ControllerManager controllers() {
        return controllers;
    }

    /** The scheduler and the kubelets: to pause and resume them. */
    public NodeManager nodes() {
        return nodes;
    }

    /** Puts other controllers in the place of these, which know only what they see. */
    public synchronized void replaceControllers() {
        controllers.close();
        controllers = controllerManager();
    }

    /**
     * Where a Service can be reached from this machine: on its first port, through a proxy that follows its slices with a lag.
     *
     * @throws IllegalStateException if pods are no servers, by the settings
     */
    public InetSocketAddress serviceAddress(String namespace, String service) {
        return traffic.address(namespace, service);
    }

    /** Makes a namespace. */
    public void namespace(String name) {
        var namespace = Store.object();
        namespace.putObject("metadata").put("name", name);
        registry.create(Kinds.of("namespaces"), "", namespace, Write.INTERNAL);
    }

    @Override
    public void close() {
        api.close();
        controllers().close();
        nodes.close();
        traffic.close();
        time.close();
    }
}
