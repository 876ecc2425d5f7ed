package io.jenkins.plugins.bluegreen.kubernetes;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import okhttp3.Dispatcher;

/**
 * Clients with a limit to the requests that are under way, watches among them. OkHttp has a thread for each; fabric8 lifts
 * OkHttp's own limit, and does not look at that of its configuration. What is beyond it waits its turn, without a thread.
 */
final class BoundedClients extends OkHttpClientFactory {
    private final int atOnce;

    BoundedClients(int atOnce) {
        this.atOnce = atOnce;
    }

    @Override
    protected Dispatcher initDispatcher() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(atOnce);
        dispatcher.setMaxRequestsPerHost(atOnce);
        return dispatcher;
    }
}
