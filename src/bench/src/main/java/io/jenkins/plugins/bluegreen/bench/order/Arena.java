package io.jenkins.plugins.bluegreen.bench.order;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.cluster.Site;
import java.util.Map;

/**
 * A namespace in which one order brings version after version of one size. Manifests are those of the demonstration.
 */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "The client is shared on purpose.")
public final class Arena implements AutoCloseable {
    /** The Service whose traffic is moved. */
    public static final String SERVICE = "demo-service";

    private final Site site;
    private final int pods;
    private final Api api;
    private WarmUp warmUp = WarmUp.NONE;

    /**
     * Nothing is in it yet.
     *
     * @param site its namespace; closed with it
     * @param pods size of each version
     */
    public Arena(Site site, int pods) {
        this.site = site;
        this.pods = pods;
        this.api = new Api(config(), "bench");
    }

    /** Its namespace. */
    public Site site() {
        return site;
    }

    /** Size of each version. */
    public int pods() {
        return pods;
    }

    /** For what the benchmark itself asks and does: it is not counted. */
    public Api api() {
        return api;
    }

    /** How to reach the cluster: as many requests at once as the deployer may make. */
    public Config config() {
        Config config = site.config();
        config.setRequestTimeout(30_000);
        return config;
    }

    /** Pods of the versions that come next become ready like that. */
    public void warmUp(WarmUp next) {
        warmUp = next;
    }

    /** Creates the Service. */
    public void service(String file, Map<String, String> selector) {
        Map<String, Object> service = Manifests.demo(file);
        Manifests.at(service, "spec").put("selector", selector);
        api.post(core("services"), service);
    }

    /**
     * A manifest of the demonstration in this size and with this warm-up.
     *
     * @param file below {@code src/demo}
     */
    public Map<String, Object> workload(String file) {
        Map<String, Object> manifest = Manifests.demo(file);
        Manifests.at(manifest, "spec").put("replicas", pods);
        return Manifests.warmup(manifest, warmUp.soonest(), warmUp.latest());
    }

    /** Path of a collection of the core group, or of an object in it. */
    public String core(String rest) {
        return "/api/v1/namespaces/" + site.namespace() + "/" + rest;
    }

    /** Path of a collection of the group apps, or of an object in it. */
    public String apps(String rest) {
        return "/apis/apps/v1/namespaces/" + site.namespace() + "/" + rest;
    }

    @Override
    public void close() {
        api.close();
        site.close();
    }
}
