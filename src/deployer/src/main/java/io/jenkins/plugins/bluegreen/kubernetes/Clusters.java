package io.jenkins.plugins.bluegreen.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.bluegreen.drive.Cluster;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The clients that are open. Runs with the same server, identity and namespace share one client and one set of watches,
 * counted, and closed with the last of them: a client holds a thread for each open watch.
 */
public final class Clusters implements AutoCloseable {
    /** Requests at once for those that are many: each of them has few to make, and each request has a thread. */
    private static final int FEWEST = 2;

    private final ScheduledExecutorService pool;
    /** What a client learns about Kubernetes' types takes it a tenth of a second: all of them learn it once. */
    private final KubernetesSerialization types = new WatchedTypes();

    private final Map<String, Shared> open = new HashMap<>();

    /**
     * Nothing is open yet.
     *
     * @param pool for what follows an answer; not ended by this
     */
    public Clusters(ScheduledExecutorService pool) {
        this.pool = pool;
    }

    /** A cluster that is used until it is closed. */
    public final class Use implements AutoCloseable {
        private final Shared shared;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Use(Shared shared) {
            this.shared = shared;
        }

        /** The cluster; may be used until this is closed. */
        public Cluster cluster() {
            return shared.cluster;
        }

        /** Ends the use; the last one closes the client and its watches. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                giveBack(shared);
            }
        }
    }

    private static final class Shared {
        private final String key;
        private final BoundedClients threads = new BoundedClients(Rest.AT_ONCE);
        private final KubernetesClient client;
        private final KubernetesCluster cluster;
        private int users;
        private int requests = Rest.AT_ONCE;

        Shared(Connection connection, KubernetesSerialization types, ScheduledExecutorService pool) {
            key = connection.key();
            client = new KubernetesClientBuilder()
                    .withConfig(connection.config())
                    .withKubernetesSerialization(types)
                    .withHttpClientFactory(threads)
                    .withTaskExecutor(BoundedClients.here(pool))
                    .build();
            cluster = new KubernetesCluster(client, connection.namespace(), pool);
        }

        /**
         * One alone may relabel hundreds of pods at a good pace; a thousand that wait are still few threads, and those that
         * are left of them do not begin to have more.
         */
        void oneMore() {
            users++;
            requests = Math.min(requests, Math.max(FEWEST, Rest.AT_ONCE / users));
            threads.requests(requests);
            cluster.atOnce(requests);
        }

        void close() {
            cluster.close();
            client.close();
        }
    }

    /**
     * Uses a cluster; opens it if nobody does yet.
     *
     * @param connection where, and who asks
     * @return to be closed
     */
    public synchronized Use use(Connection connection) {
        Shared shared = open.get(connection.key());
        if (shared == null || shared.cluster.failed()) {
            shared = new Shared(connection, types, pool);
            open.put(shared.key, shared);
        }
        shared.oneMore();
        return new Use(shared);
    }

    private void giveBack(Shared shared) {
        synchronized (this) {
            shared.users--;
            if (shared.users > 0) {
                return;
            }
            open.remove(shared.key, shared);
        }
        shared.close();
    }

    /** How many clients are open. */
    public synchronized int size() {
        return open.size();
    }

    /** Closes whatever is open, used or not. */
    @Override
    public synchronized void close() {
        open.values().forEach(Shared::close);
        open.clear();
    }
}
