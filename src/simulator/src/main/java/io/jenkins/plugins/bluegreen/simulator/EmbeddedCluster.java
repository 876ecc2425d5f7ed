package io.jenkins.plugins.bluegreen.simulator;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.bluegreen.simulator.api.ApiServer;
import io.jenkins.plugins.bluegreen.simulator.controllers.ControllerManager;
import io.jenkins.plugins.bluegreen.simulator.controllers.Settings;
import io.jenkins.plugins.bluegreen.simulator.store.Store;

/** A cluster in this process: an API server on loopback and the controllers. */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "The store is shared on purpose.")
public final class EmbeddedCluster implements AutoCloseable {
    private final Store store;
    private final ControllerManager controllers;
    private final ApiServer api;

    private EmbeddedCluster(Settings settings) {
        store = new Store(settings.seed());
        controllers = new ControllerManager(store, settings);
        api = new ApiServer(store);
        namespace("default");
    }

    /**
     * Starts one.
     *
     * @param settings how fast it is
     * @return to be closed
     */
    public static EmbeddedCluster start(Settings settings) {
        return new EmbeddedCluster(settings);
    }

    /** Where its API server listens. */
    public String url() {
        return api.url();
    }

    /** Its objects. */
    public Store store() {
        return store;
    }

    /** Ends every watch, as a restart of the API server does. */
    public void dropWatches() {
        api.dropWatches();
    }

    /** Makes a namespace. */
    public void namespace(String name) {
        var namespace = Store.object().put("apiVersion", "v1").put("kind", "Namespace");
        namespace.putObject("metadata").put("name", name);
        store.create("namespaces", namespace);
    }

    /** A kubeconfig for it, as YAML. */
    public String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: embedded
                clusters:
                - name: embedded
                  cluster: {server: "SERVER"}
                users:
                - name: embedded
                  user: {}
                contexts:
                - name: embedded
                  context: {cluster: embedded, user: embedded, namespace: default}
                """.replace("SERVER", url());
    }

    @Override
    public void close() {
        api.close();
        controllers.close();
    }
}
