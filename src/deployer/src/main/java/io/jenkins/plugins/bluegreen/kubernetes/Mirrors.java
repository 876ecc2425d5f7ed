package io.jenkins.plugins.bluegreen.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Pod;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.ServiceState;
import io.jenkins.plugins.bluegreen.decide.Slice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/** What is known of a namespace: a mirror of each kind that matters, and the ways to find something in it. */
final class Mirrors implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Separates what a release is found by, so that a label cannot pass for a name. */
    private static final String WORKLOAD = "workload ";

    private static final String NAME = "name ";
    private static final String SERVICE = "service ";
    private static final String UID = "uid ";
    private static final String UNFINISHED = "unfinished";

    final Mirror<Service, ServiceList, ServiceState> services;
    final Mirror<EndpointSlice, EndpointSliceList, Mapping.SliceOf> slices;
    final Mirror<io.fabric8.kubernetes.api.model.Pod, PodList, Mapping.Owned<Pod>> pods;
    final Mirror<ReplicaSet, ReplicaSetList, Mapping.Owned<Release>> replicaSets;
    final Mirror<Deployment, DeploymentList, Release> deployments;

    private final Index<ServiceState> servicesFound;
    private final Index<Mapping.SliceOf> slicesByService;
    private final Index<Mapping.Owned<Pod>> podsByUid;
    private final Index<Mapping.Owned<Pod>> podsByOwner;
    private final Index<Mapping.Owned<Release>> setsByOwner;
    private final Index<Mapping.Owned<Release>> sets;
    private final Index<Release> deploymentsFound;

    Mirrors(KubernetesClient client, String namespace, Rest rest, Changes changes, ScheduledExecutorService pool) {
        services = new Mirror<>(
                client.services().inNamespace(namespace),
                () -> rest.get(Paths.core(namespace, "services"), ServiceList.class),
                (now, before) -> Mapping.service(now),
                changes::service,
                pool);
        slices = new Mirror<>(
                client.discovery().v1().endpointSlices().inNamespace(namespace),
                () -> rest.get(Paths.slices(namespace), EndpointSliceList.class),
                (now, before) -> Mapping.slice(now),
                changes::slice,
                pool);
        pods = new Mirror<>(
                client.pods().inNamespace(namespace),
                () -> rest.get(Paths.core(namespace, "pods"), PodList.class),
                PodMapping::of,
                changes::pod,
                pool);
        replicaSets = new Mirror<>(
                client.apps().replicaSets().inNamespace(namespace),
                () -> rest.get(Paths.apps(namespace, "replicasets"), ReplicaSetList.class),
                Mapping::replicaSet,
                changes::replicaSet,
                pool);
        deployments = new Mirror<>(
                client.apps().deployments().inNamespace(namespace),
                () -> rest.get(Paths.apps(namespace, "deployments"), DeploymentList.class),
                Mapping::deployment,
                changes::deployment,
                pool);
        servicesFound = services.index(Mirrors::keys);
        slicesByService = slices.index(slice -> List.of(slice.service()));
        podsByUid = pods.index(pod -> List.of(pod.value().uid()));
        podsByOwner = pods.index(pod -> pod.owner().map(List::of).orElse(List.of()));
        setsByOwner = replicaSets.index(set -> set.owner().map(List::of).orElse(List.of()));
        sets = replicaSets.index(
                set -> set.owner().isPresent() ? List.of(UID + set.value().uid()) : keys(set.value()));
        deploymentsFound = deployments.index(Mirrors::keys);
    }

    CompletableFuture<Void> start() {
        return CompletableFuture.allOf(
                services.start(), slices.start(), pods.start(), replicaSets.start(), deployments.start());
    }

    private static List<String> keys(ServiceState service) {
        List<String> keys = new ArrayList<>();
        service.selector().forEach((key, value) -> keys.add(pair(key, value)));
        if (service.annotations().containsKey(Keys.CUTOVER)) {
            keys.add(UNFINISHED);
        }
        return keys;
    }

    private static List<String> keys(Release release) {
        List<String> keys = new ArrayList<>();
        keys.add(UID + release.uid());
        String name = release.name();
        keys.add(NAME + name);
        for (int dash = name.indexOf('-'); dash >= 0; dash = name.indexOf('-', dash + 1)) {
            keys.add(NAME + name.substring(0, dash));
        }
        Optional.ofNullable(release.labels().get(Keys.WORKLOAD)).ifPresent(base -> keys.add(WORKLOAD + base));
        release.templateLabels().forEach((key, value) -> keys.add(pair(key, value)));
        release.annotation(Keys.OWNER_SELECTORS)
                .ifPresent(owners -> names(owners).forEach(service -> keys.add(SERVICE + service)));
        return keys;
    }

    private static List<String> names(String owners) {
        List<String> names = new ArrayList<>();
        try {
            JsonNode tree = JSON.readTree(owners);
            tree.fieldNames().forEachRemaining(names::add);
        } catch (JsonProcessingException e) {
            // Somebody else wrote it: it names no Service of ours.
            return List.of();
        }
        return names;
    }

    private static String pair(String key, String value) {
        return "label " + key + "=" + value;
    }

    /** Services on which a cutover is under way. */
    List<ServiceState> unfinished() {
        return List.copyOf(servicesFound.under(UNFINISHED));
    }

    /** Services that have one of these pairs in their selector. */
    List<ServiceState> selectingBy(Map<String, String> labels) {
        return labels.entrySet().stream()
                .flatMap(label -> servicesFound.under(pair(label.getKey(), label.getValue())).stream())
                .distinct()
                .toList();
    }

    List<Mapping.SliceOf> slicesOf(String service) {
        return List.copyOf(slicesByService.under(service));
    }

    /** The pods that an object controls. */
    List<Pod> podsOf(String owner) {
        List<Pod> found = new ArrayList<>();
        podsByOwner.under(owner).forEach(pod -> found.add(pod.value()));
        return found;
    }

    /** The ReplicaSets that a Deployment controls. */
    List<Release> setsOf(String owner) {
        return setsByOwner.under(owner).stream().map(Mapping.Owned::value).toList();
    }

    /** The releases to which the pods behind a Service belong, as far as these are there and belong to one. */
    List<Release> behind(String service) {
        Set<String> owners = new LinkedHashSet<>();
        for (Mapping.SliceOf slice : slicesByService.under(service)) {
            for (Slice.Endpoint endpoint : slice.slice().endpoints()) {
                for (Mapping.Owned<Pod> pod : podsByUid.under(endpoint.podUid())) {
                    pod.owner().ifPresent(owners::add);
                }
            }
        }
        return owners.stream().flatMap(owner -> release(owner).stream()).toList();
    }

    /** The release that has this UID, or that controls the ReplicaSet that has it. */
    Optional<Release> release(String uid) {
        Optional<Mapping.Owned<Release>> set = sets.under(UID + uid).stream().findFirst();
        String wanted = set.flatMap(Mapping.Owned::owner).orElse(uid);
        return set.filter(found -> found.owner().isEmpty())
                .map(Mapping.Owned::value)
                .or(() -> found(UID + wanted).stream().findFirst());
    }

    List<Release> ofWorkload(String base) {
        return found(WORKLOAD + base);
    }

    /** Those that are called so, or so with a dash behind it and more. */
    List<Release> called(String name) {
        return found(NAME + name);
    }

    /** Those that were made for a Service. */
    List<Release> madeFor(String service) {
        return found(SERVICE + service);
    }

    /** Those whose template has this label. */
    List<Release> labelled(String key, String value) {
        return found(pair(key, value));
    }

    private List<Release> found(String key) {
        List<Release> found = new ArrayList<>();
        sets.under(key).stream().filter(set -> set.owner().isEmpty()).forEach(set -> found.add(set.value()));
        found.addAll(deploymentsFound.under(key));
        return found;
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
