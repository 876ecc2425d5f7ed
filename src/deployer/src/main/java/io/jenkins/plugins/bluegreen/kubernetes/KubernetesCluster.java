package io.jenkins.plugins.bluegreen.kubernetes;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentList;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetList;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Findings;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Observed;
import io.jenkins.plugins.bluegreen.decide.Pod;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.ServiceState;
import io.jenkins.plugins.bluegreen.decide.Slice;
import io.jenkins.plugins.bluegreen.drive.Cluster;
import io.jenkins.plugins.bluegreen.drive.Interest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A namespace of a real cluster: one set of watches and one client, shared by all runs that are given it. */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "A stage is what a caller waits for.")
public final class KubernetesCluster implements Cluster, AutoCloseable {
    private static final String CORE = "/api/v1/namespaces/";
    private static final String APPS = "/apis/apps/v1/namespaces/";

    private final String namespace;
    private final Rest rest;
    private final KubernetesSession own;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Mirror<Service, ServiceList, ServiceState> services;
    private final Mirror<EndpointSlice, EndpointSliceList, Mapping.SliceOf> slices;
    private final Mirror<io.fabric8.kubernetes.api.model.Pod, PodList, Mapping.Owned<Pod>> pods;
    private final Mirror<ReplicaSet, ReplicaSetList, Mapping.Owned<Release>> replicaSets;
    private final Mirror<Deployment, DeploymentList, Release> deployments;
    private final CompletableFuture<Void> ready;

    /**
     * Begins to watch.
     *
     * @param client configured without retries; not closed by this
     * @param namespace to watch
     * @param pool for what follows an answer
     */
    public KubernetesCluster(KubernetesClient client, String namespace, ScheduledExecutorService pool) {
        this.namespace = namespace;
        this.rest = new Rest(client);
        services = new Mirror<>(
                client.services().inNamespace(namespace),
                () -> rest.get(core("services"), ServiceList.class),
                Mapping::service,
                this::changed,
                pool);
        slices = new Mirror<>(
                client.discovery().v1().endpointSlices().inNamespace(namespace),
                () -> rest.get(
                        "/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices",
                        EndpointSliceList.class),
                Mapping::slice,
                this::changed,
                pool);
        pods = new Mirror<>(
                client.pods().inNamespace(namespace),
                () -> rest.get(core("pods"), PodList.class),
                Mapping::pod,
                this::changed,
                pool);
        replicaSets = new Mirror<>(
                client.apps().replicaSets().inNamespace(namespace),
                () -> rest.get(APPS + namespace + "/replicasets", ReplicaSetList.class),
                Mapping::replicaSet,
                this::changed,
                pool);
        deployments = new Mirror<>(
                client.apps().deployments().inNamespace(namespace),
                () -> rest.get(APPS + namespace + "/deployments", DeploymentList.class),
                Mapping::deployment,
                this::changed,
                pool);
        own = new KubernetesSession(this, rest, () -> true);
        ready = CompletableFuture.allOf(
                services.start(), slices.start(), pods.start(), replicaSets.start(), deployments.start());
    }

    private String core(String plural) {
        return CORE + namespace + "/" + plural;
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public CompletionStage<Void> ready() {
        return ready;
    }

    /** Whether it could not be listed and watched; it never will be. */
    boolean failed() {
        return ready.isCompletedExceptionally();
    }

    @Override
    public Runnable onChange(Interest interest, Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public long requests() {
        return rest.requests();
    }

    @Override
    public View view(Interest interest) {
        List<String> wanted = interest.services();
        Map<String, List<Slice>> byService = slices.values().stream()
                .collect(Collectors.groupingBy(
                        Mapping.SliceOf::service, Collectors.mapping(Mapping.SliceOf::slice, Collectors.toList())));
        Map<String, ServiceState> named = new HashMap<>();
        List<Observed.OtherService> others = new ArrayList<>();
        for (ServiceState service : services.values()) {
            boolean unfinished = service.annotations().containsKey(Keys.CUTOVER)
                    && service.record()
                            .filter(record -> record.moves().keySet().stream().anyMatch(wanted::contains))
                            .isPresent();
            if (wanted.contains(service.name()) || unfinished) {
                named.put(service.name(), with(service, byService.getOrDefault(service.name(), List.of())));
            } else {
                others.add(new Observed.OtherService(
                        service.name(),
                        service.selector(),
                        Optional.ofNullable(service.labels().get(Keys.PREVIEW))));
            }
        }
        return new View(named, others, releases());
    }

    private static ServiceState with(ServiceState service, List<Slice> slices) {
        return new ServiceState(
                service.name(),
                service.uid(),
                service.resourceVersion(),
                service.type(),
                service.selector(),
                service.labels(),
                service.annotations(),
                service.families(),
                service.ports(),
                service.traits(),
                service.selectorManagers(),
                slices);
    }

    private List<Release> releases() {
        Map<String, List<Pod>> byOwner = new HashMap<>();
        pods.values().forEach(pod -> pod.owner()
                .ifPresent(owner -> byOwner.computeIfAbsent(owner, ignored -> new ArrayList<>())
                        .add(pod.value())));
        List<Release> found = new ArrayList<>();
        Map<String, List<Pod>> ofDeployments = new HashMap<>();
        for (Mapping.Owned<Release> set : replicaSets.values()) {
            List<Pod> own = byOwner.getOrDefault(set.value().uid(), List.of());
            if (set.owner().isPresent()) {
                ofDeployments
                        .computeIfAbsent(set.owner().get(), ignored -> new ArrayList<>())
                        .addAll(own);
            } else {
                found.add(with(set.value(), own));
            }
        }
        deployments
                .values()
                .forEach(deployment ->
                        found.add(with(deployment, ofDeployments.getOrDefault(deployment.uid(), List.of()))));
        return found;
    }

    private static Release with(Release release, List<Pod> pods) {
        return new Release(
                release.id(),
                release.resourceVersion(),
                release.generation(),
                release.created(),
                release.labels(),
                release.annotations(),
                release.selector(),
                release.selectorKeys(),
                release.template(),
                release.desired(),
                release.paused(),
                release.deleting(),
                release.status(),
                pods);
    }

    @Override
    public Cluster session(BooleanSupplier mayWrite) {
        return new KubernetesSession(this, rest.counting(), mayWrite);
    }

    @Override
    public CompletionStage<Void> refresh(List<String> names) {
        return own.refresh(names);
    }

    @Override
    public CompletionStage<Void> perform(Request request, Action action) {
        return own.perform(request, action);
    }

    @Override
    public CompletionStage<Findings> examine(Request request, Action.Examine question) {
        return own.examine(request, question);
    }

    @Override
    public CompletionStage<Optional<LeaseState>> readLease(String name) {
        return own.readLease(name);
    }

    @Override
    public CompletionStage<LeaseState> writeLease(
            String name, String holder, Duration duration, Optional<LeaseState> seen) {
        return own.writeLease(name, holder, duration, seen);
    }

    @Override
    public CompletionStage<List<String>> diagnose(Release release) {
        return own.diagnose(release);
    }

    Mirror<Service, ServiceList, ServiceState> services() {
        return services;
    }

    Mirror<io.fabric8.kubernetes.api.model.Pod, PodList, Mapping.Owned<Pod>> pods() {
        return pods;
    }

    Mirror<ReplicaSet, ReplicaSetList, Mapping.Owned<Release>> replicaSets() {
        return replicaSets;
    }

    Mirror<Deployment, DeploymentList, Release> deployments() {
        return deployments;
    }

    String namespace() {
        return namespace;
    }

    @Override
    public void close() {
        services.close();
        slices.close();
        pods.close();
        replicaSets.close();
        deployments.close();
    }
}
