package io.jenkins.plugins.bluegreen.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Findings;
import io.jenkins.plugins.bluegreen.decide.Pod;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.drive.Cluster;
import io.jenkins.plugins.bluegreen.drive.ClusterException;
import io.jenkins.plugins.bluegreen.drive.Interest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One run's part of a namespace: its own requests, counted, over the watches that it shares with others. */
final class KubernetesSession implements Cluster {
    private final KubernetesCluster shared;
    private final Mirrors mirrors;
    private final String namespace;
    private final Rest rest;
    private final Rest writes;
    private final Leases leases;
    private final Examination examination;
    private final Diagnosis diagnosis;

    KubernetesSession(KubernetesCluster shared, Rest rest, BooleanSupplier mayWrite) {
        this.shared = shared;
        this.mirrors = shared.mirrors();
        this.namespace = shared.namespace();
        this.rest = rest;
        this.writes = rest.guarded(mayWrite);
        this.leases = new Leases(rest.urgent(), namespace);
        this.examination = new Examination(rest, namespace, shared.answers());
        this.diagnosis = new Diagnosis(rest, namespace);
    }

    private String core(String plural) {
        return Paths.core(namespace, plural);
    }

    @Override
    public CompletionStage<Void> ready() {
        return shared.ready();
    }

    @Override
    public View view(Interest interest) {
        return shared.view(interest);
    }

    @Override
    public Runnable onChange(Interest interest, Runnable listener, Runnable soon) {
        return shared.onChange(interest, listener, soon);
    }

    @Override
    public long requests() {
        return rest.requests();
    }

    @Override
    public Cluster session(BooleanSupplier mayWrite) {
        return shared.session(mayWrite);
    }

    @Override
    public CompletionStage<Void> refresh(List<String> names) {
        return Throttle.all(names, names.size(), name -> rest.get(core("services/") + name, Service.class)
                .handle((service, error) -> {
                    if (error == null) {
                        mirrors.services.put(service);
                    } else if (Rests.failure(error).kind() == ClusterException.Kind.GONE) {
                        mirrors.services.forget(name);
                    } else {
                        throw Rests.failure(error);
                    }
                    return null;
                }));
    }

    @Override
    public CompletionStage<Void> perform(Request request, Action action) {
        if (action instanceof Action.Create create) {
            return create(create);
        }
        if (action instanceof Action.Equip equip) {
            return Throttle.all(equip.companions(), 4, companion -> companion(equip.release(), companion))
                    .thenCompose(made -> change(equip.release(), Rest.MERGE_PATCH, Writes.equipped(equip)));
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
                    writes.patch(path, Rest.JSON_PATCH, Writes.select(select), Service.class),
                    () -> rest.get(path, Service.class),
                    mirrors.services,
                    select.service().name());
        }
        if (action instanceof Action.CreatePreview preview) {
            return writes.post(core("services"), Writes.preview(preview), Service.class)
                    .thenAccept(mirrors.services::put);
        }
        if (action instanceof Action.DeletePreview preview) {
            return gone(writes.delete(core("services/") + preview.name(), null), mirrors.services, preview.name());
        }
        throw new IllegalArgumentException(
                "Not an action of the cluster: " + action.getClass().getSimpleName());
    }

    /** One that is there already is ours if this release owns it; else another's of that name is still being removed. */
    private CompletableFuture<Void> companion(Release release, Map<String, Object> companion) {
        String path = Paths.companions(namespace, companion);
        return writes.post(path, Writes.owned(companion, release), JsonNode.class)
                .handle((made, error) -> {
                    if (error == null) {
                        return CompletableFuture.<Void>completedFuture(null);
                    }
                    ClusterException failure = Rests.failure(error);
                    if (failure.kind() != ClusterException.Kind.CONFLICT) {
                        return CompletableFuture.<Void>failedFuture(failure);
                    }
                    String name = String.valueOf(((Map<?, ?>) companion.get("metadata")).get("name"));
                    return rest.get(path + "/" + name, JsonNode.class).thenAccept(there -> {
                        JsonNode owner =
                                there.path("metadata").path("ownerReferences").path(0);
                        if (!owner.path("uid").asText().equals(release.uid())) {
                            throw failure;
                        }
                    });
                })
                .thenCompose(stage -> stage);
    }

    /** The answer to an earlier try may have been lost: what is there already is taken in. */
    private CompletionStage<Void> create(Action.Create create) {
        Map<String, Object> manifest = create.release().manifest();
        String name = create.release().name();
        boolean set = "ReplicaSet".equals(manifest.get("kind"));
        String path = Paths.apps(namespace, set ? "replicasets" : "deployments");
        return set
                ? refreshing(
                        writes.post(path, manifest, ReplicaSet.class),
                        () -> rest.get(path + "/" + name, ReplicaSet.class),
                        mirrors.replicaSets,
                        name)
                : refreshing(
                        writes.post(path, manifest, Deployment.class),
                        () -> rest.get(path + "/" + name, Deployment.class),
                        mirrors.deployments,
                        name);
    }

    private String path(Release release) {
        return Paths.apps(namespace, release.isReplicaSet() ? "replicasets/" : "deployments/") + release.name();
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
        CompletableFuture<Void> deleted = writes.delete(path(release), options);
        return release.isReplicaSet()
                ? gone(deleted, mirrors.replicaSets, release.name())
                : gone(deleted, mirrors.deployments, release.name());
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
                        writes.patch(path, contentType, body, ReplicaSet.class),
                        () -> rest.get(path, ReplicaSet.class),
                        mirrors.replicaSets,
                        release.name())
                : refreshing(
                        writes.patch(path, contentType, body, Deployment.class),
                        () -> rest.get(path, Deployment.class),
                        mirrors.deployments,
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
                    if (failure.kind() == ClusterException.Kind.INVALID) {
                        // It was not created, for a reason that stays.
                        throw failure;
                    }
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
                .thenAccept(list -> list.getItems().forEach(mirrors.pods::put));
    }

    private CompletionStage<Void> relabel(Action.RelabelPods action, int concurrency) {
        return Throttle.all(action.pods(), Math.max(1, concurrency), pod -> {
            String path = core("pods/") + pod.name();
            return writes.patch(
                            path,
                            Rest.JSON_PATCH,
                            Writes.relabel(pod, action.labels()),
                            io.fabric8.kubernetes.api.model.Pod.class)
                    .handle((now, error) -> {
                        if (error == null) {
                            mirrors.pods.put(now);
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
                mirrors.pods.forget(pod.name());
                yield CompletableFuture.completedFuture(null);
            }
            case CONFLICT, INVALID ->
                rest.get(path, io.fabric8.kubernetes.api.model.Pod.class).handle((now, missing) -> {
                    if (now != null) {
                        mirrors.pods.put(now);
                    } else {
                        mirrors.pods.forget(pod.name());
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
            String name, Optional<Request.Run> holder, Duration duration, Optional<LeaseState> seen) {
        return leases.write(name, holder, duration, seen);
    }

    @Override
    public CompletionStage<List<String>> diagnose(Release release) {
        return diagnosis.of(
                release,
                mirrors.setsOf(release.uid()).stream().map(Release::name).toList());
    }

    @Override
    public CompletionStage<Boolean> namespaceMissing() {
        return examination.namespaceMissing();
    }
}
