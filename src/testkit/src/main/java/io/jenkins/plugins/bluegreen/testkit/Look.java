package io.jenkins.plugins.bluegreen.testkit;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.bluegreen.decide.Keys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the API server says about a namespace, now: for what was in between see the observers.
 *
 * @param client reads only
 * @param namespace where
 */
public record Look(KubernetesClient client, String namespace) {

    /** How many ready endpoints each release has in a Service, by its name. */
    public Map<String, Integer> serving(String service) {
        Map<String, String> owners = owners();
        Map<String, Integer> serving = new TreeMap<>();
        client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace)
                .withLabel("kubernetes.io/service-name", service)
                .list()
                .getItems()
                .stream()
                .filter(slice -> !"IPv6".equals(slice.getAddressType()) && slice.getEndpoints() != null)
                .flatMap(slice -> slice.getEndpoints().stream())
                .filter(endpoint ->
                        !Boolean.FALSE.equals(endpoint.getConditions().getReady()))
                .forEach(endpoint -> serving.merge(
                        owners.getOrDefault(endpoint.getTargetRef().getUid(), "nobody"), 1, Integer::sum));
        return serving;
    }

    /** Name of the release of each pod, by the pod's UID. */
    private Map<String, String> owners() {
        Map<String, String> sets = new HashMap<>();
        client.apps()
                .replicaSets()
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(set -> sets.put(
                        set.getMetadata().getUid(),
                        controller(set)
                                .map(OwnerReference::getName)
                                .orElse(set.getMetadata().getName())));
        Map<String, String> owners = new HashMap<>();
        pods().forEach(pod -> controller(pod)
                .ifPresent(
                        owner -> owners.put(pod.getMetadata().getUid(), sets.getOrDefault(owner.getUid(), "nobody"))));
        return owners;
    }

    private static Optional<OwnerReference> controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
    }

    /** The pods. */
    public List<Pod> pods() {
        return client.pods().inNamespace(namespace).list().getItems();
    }

    /** Names of the releases: ReplicaSets that no Deployment owns, and Deployments. */
    public List<String> releases() {
        return Stream.concat(
                        client.apps().replicaSets().inNamespace(namespace).list().getItems().stream()
                                .filter(set -> controller(set).isEmpty()),
                        client.apps().deployments().inNamespace(namespace).list().getItems().stream())
                .filter(release -> release.getMetadata().getDeletionTimestamp() == null)
                .map(release -> release.getMetadata().getName())
                .sorted()
                .toList();
    }

    /** A Service. */
    public Service service(String name) {
        return client.services().inNamespace(namespace).withName(name).require();
    }

    /** The selector of a Service. */
    public Map<String, String> selector(String service) {
        Map<String, String> selector = service(service).getSpec().getSelector();
        return selector == null ? Map.of() : selector;
    }

    /** Annotations of a release. */
    public Map<String, String> annotations(String release) {
        ReplicaSet set = replicaSet(release);
        HasMetadata found = set == null ? deployment(release) : set;
        Map<String, String> annotations = found.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    /** Labels that the pods of a release are born with. */
    public Map<String, String> templateLabels(String release) {
        ReplicaSet set = replicaSet(release);
        PodTemplateSpec template = set == null
                ? deployment(release).getSpec().getTemplate()
                : set.getSpec().getTemplate();
        return template.getMetadata().getLabels();
    }

    private ReplicaSet replicaSet(String name) {
        return client.apps().replicaSets().inNamespace(namespace).withName(name).get();
    }

    private Deployment deployment(String name) {
        return client.apps().deployments().inNamespace(namespace).withName(name).require();
    }

    /** Who holds which of our Leases; those that nobody holds are left out. */
    public Map<String, String> held() {
        Map<String, String> held = new TreeMap<>();
        client.leases().inNamespace(namespace).list().getItems().stream()
                .filter(lease -> lease.getSpec().getHolderIdentity() != null
                        && !lease.getSpec().getHolderIdentity().isEmpty())
                .forEach(lease ->
                        held.put(lease.getMetadata().getName(), lease.getSpec().getHolderIdentity()));
        return held;
    }

    /** What a cutover leaves on objects while it is under way, in sentences; empty when none is. */
    public List<String> unfinished() {
        return Stream.of(
                        client.services().inNamespace(namespace).list().getItems().stream(),
                        client.apps().replicaSets().inNamespace(namespace).list().getItems().stream(),
                        client.apps().deployments().inNamespace(namespace).list().getItems().stream())
                .flatMap(stream -> stream.map(HasMetadata.class::cast))
                .filter(object -> has(object.getMetadata().getAnnotations())
                        || has(object.getMetadata().getLabels()))
                .map(object -> "%s %s has %s"
                        .formatted(object.getKind(), object.getMetadata().getName(), Keys.CUTOVER))
                .toList();
    }

    private static boolean has(Map<String, String> entries) {
        return entries != null && entries.containsKey(Keys.CUTOVER);
    }

    /** The newest resourceVersion of the objects that a deployment writes: it changes with any write of them. */
    public String versions() {
        Map<String, String> versions = new TreeMap<>();
        Stream.of(
                        client.services().inNamespace(namespace).list().getItems().stream(),
                        client.apps().replicaSets().inNamespace(namespace).list().getItems().stream(),
                        client.apps().deployments().inNamespace(namespace).list().getItems().stream(),
                        client.leases().inNamespace(namespace).list().getItems().stream(),
                        pods().stream())
                .flatMap(stream -> stream.map(HasMetadata.class::cast))
                .forEach(object -> versions.put(
                        object.getClass().getSimpleName() + "/"
                                + object.getMetadata().getName(),
                        object.getMetadata().getResourceVersion()));
        return versions.toString();
    }
}
