package io.jenkins.plugins.bluegreen.kubernetes;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
import io.jenkins.plugins.bluegreen.drive.ClusterException;
import io.jenkins.plugins.bluegreen.drive.Interest;
import io.jenkins.plugins.bluegreen.manifest.WorkloadKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
import java.util.function.Function;
import java.util.function.Supplier;
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
    private final Leases leases;
    private final Examination examination;
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
        this.leases = new Leases(rest, namespace);
        this.examination = new Examination(rest, namespace);
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
    public CompletionStage<Void> refresh(List<String> names) {
        return Throttle.all(names, names.size(), name -> rest.get(core("services/") + name, Service.class)
                .handle((service, error) -> {
                    if (error == null) {
                        services.put(service);
                    } else if (Rests.failure(error).kind() == ClusterException.Kind.GONE) {
                        services.forget(name);
                    } else {
                        throw Rests.failure(error);
                    }
                    return null;
                }));
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
    public CompletionStage<Void> perform(Request request, Action action) {
        if (action instanceof Action.Create create) {
            return create(create);
        }
        if (action instanceof Action.Delete delete) {
            return delete(delete.release());
        }
        if (action instanceof Action.Scale scale) {
            return change(scale.release(), Rest.MERGE_PATCH, Writes.scale(scale));
        }
        if (action instanceof Action.Annotate annotate) {
            return change(annotate.release(), Rest.MERGE_PATCH, Writes.annotate(annotate));
        }
        if (action instanceof Action.Relabel relabel) {
            return change(relabel.release(), Rest.MERGE_PATCH, Writes.relabel(relabel));
        }
        if (action instanceof Action.ListPods list) {
            return list(list.release());
        }
        if (action instanceof Action.RelabelPods relabel) {
            return relabel(relabel, request.options().concurrency());
        }
        if (action instanceof Action.Select select) {
            String path = core("services/") + select.service().name();
            return refreshing(
                    rest.patch(path, Rest.JSON_PATCH, Writes.select(select), Service.class),
                    () -> rest.get(path, Service.class),
                    services,
                    select.service().name());
        }
        if (action instanceof Action.CreatePreview preview) {
            return rest.post(core("services"), Writes.preview(preview), Service.class)
                    .thenAccept(services::put);
        }
        if (action instanceof Action.DeletePreview preview) {
            return gone(rest.delete(core("services/") + preview.name(), null), services, preview.name());
        }
        throw new IllegalArgumentException(
                "Not an action of the cluster: " + action.getClass().getSimpleName());
    }

    private CompletionStage<Void> create(Action.Create create) {
        boolean set = "ReplicaSet".equals(create.release().manifest().get("kind"));
        return set
                ? rest.post(APPS + namespace + "/replicasets", create.release().manifest(), ReplicaSet.class)
                        .thenAccept(replicaSets::put)
                : rest.post(APPS + namespace + "/deployments", create.release().manifest(), Deployment.class)
                        .thenAccept(deployments::put);
    }

    private String path(Release release) {
        String plural = release.id().kind() == WorkloadKind.REPLICA_SET ? "/replicasets/" : "/deployments/";
        return APPS + namespace + plural + release.name();
    }

    private CompletionStage<Void> delete(Release release) {
        Map<String, Object> options = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "DeleteOptions",
                "propagationPolicy",
                "Background",
                "preconditions",
                Map.of("uid", release.uid()));
        CompletableFuture<Void> deleted = rest.delete(path(release), options);
        return release.isReplicaSet()
                ? gone(deleted, replicaSets, release.name())
                : gone(deleted, deployments, release.name());
    }

    private static CompletionStage<Void> gone(CompletableFuture<Void> deleted, Mirror<?, ?, ?> mirror, String name) {
        return deleted.exceptionally(error -> {
                    ClusterException failure = Rests.failure(error);
                    if (failure.kind() != ClusterException.Kind.GONE) {
                        throw failure;
                    }
                    return null;
                })
                .thenRun(() -> mirror.forget(name));
    }

    private CompletionStage<Void> change(Release release, String contentType, Object body) {
        String path = path(release);
        return release.isReplicaSet()
                ? refreshing(
                        rest.patch(path, contentType, body, ReplicaSet.class),
                        () -> rest.get(path, ReplicaSet.class),
                        replicaSets,
                        release.name())
                : refreshing(
                        rest.patch(path, contentType, body, Deployment.class),
                        () -> rest.get(path, Deployment.class),
                        deployments,
                        release.name());
    }

    /** Takes in what a write answers; after a conflict, what there is now, so that the next decision sees it. */
    private static <T extends HasMetadata> CompletionStage<Void> refreshing(
            CompletableFuture<T> write, Supplier<CompletableFuture<T>> read, Mirror<T, ?, ?> mirror, String name) {
        Function<Throwable, CompletableFuture<Void>> reread = error -> {
            ClusterException failure = Rests.failure(error);
            boolean stale =
                    failure.kind() == ClusterException.Kind.CONFLICT || failure.kind() == ClusterException.Kind.INVALID;
            if (!stale) {
                return CompletableFuture.failedFuture(failure);
            }
            return read.get().handle((now, missing) -> {
                if (now != null) {
                    mirror.put(now);
                } else if (Rests.failure(missing).kind() == ClusterException.Kind.GONE) {
                    mirror.forget(name);
                }
                throw new ClusterException(ClusterException.Kind.CONFLICT, failure.getMessage());
            });
        };
        return write.handle((now, error) -> {
                    if (error != null) {
                        return reread.apply(error);
                    }
                    mirror.put(now);
                    return CompletableFuture.<Void>completedFuture(null);
                })
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Void> list(Release release) {
        String selector = release.selector().entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining(","));
        return rest.get(
                        core("pods?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8)),
                        PodList.class)
                .thenAccept(list -> list.getItems().forEach(pods::put));
    }

    private CompletionStage<Void> relabel(Action.RelabelPods action, int concurrency) {
        return Throttle.all(action.pods(), Math.max(1, concurrency), pod -> {
            String path = core("pods/") + pod.name();
            return rest.patch(
                            path,
                            Rest.JSON_PATCH,
                            Writes.relabel(pod, action.labels()),
                            io.fabric8.kubernetes.api.model.Pod.class)
                    .handle((now, error) -> {
                        if (error == null) {
                            pods.put(now);
                            return CompletableFuture.<Void>completedFuture(null);
                        }
                        return lookAgain(path, pod, Rests.failure(error));
                    })
                    .thenCompose(stage -> stage);
        });
    }

    /** A pod that is gone is done; one that has changed is read again, and the next decision sees it. */
    private CompletableFuture<Void> lookAgain(String path, Pod pod, ClusterException failure) {
        return switch (failure.kind()) {
            case GONE -> {
                pods.forget(pod.name());
                yield CompletableFuture.completedFuture(null);
            }
            case CONFLICT, INVALID ->
                rest.get(path, io.fabric8.kubernetes.api.model.Pod.class).handle((now, missing) -> {
                    if (now != null) {
                        pods.put(now);
                    } else {
                        pods.forget(pod.name());
                    }
                    return null;
                });
            case TRANSIENT, DENIED -> CompletableFuture.failedFuture(failure);
        };
    }

    @Override
    public CompletionStage<Findings> examine(Request request, Action.Examine question) {
        return examination.examine(request, question);
    }

    @Override
    public CompletionStage<Optional<LeaseState>> readLease(String name) {
        return leases.read(name);
    }

    @Override
    public CompletionStage<LeaseState> writeLease(
            String name, String holder, Duration duration, Optional<LeaseState> seen) {
        return leases.write(name, holder, duration, seen);
    }

    @Override
    public CompletionStage<List<String>> diagnose(Release release) {
        return rest.get(core("events"), EventList.class)
                .thenApply(events -> events.getItems().stream()
                        .filter(event -> about(event, release))
                        .map(event -> "%s %s: %s"
                                .formatted(event.getInvolvedObject().getName(), event.getReason(), event.getMessage()))
                        .distinct()
                        .limit(10)
                        .toList())
                .exceptionally(error -> List.of());
    }

    private static boolean about(Event event, Release release) {
        return event.getInvolvedObject() != null
                && event.getInvolvedObject().getName() != null
                && event.getInvolvedObject().getName().startsWith(release.name());
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
