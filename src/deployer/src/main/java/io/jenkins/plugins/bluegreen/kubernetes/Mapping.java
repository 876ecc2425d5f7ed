package io.jenkins.plugins.bluegreen.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Release.Status;
import io.jenkins.plugins.bluegreen.decide.ReleaseId;
import io.jenkins.plugins.bluegreen.decide.ServiceState;
import io.jenkins.plugins.bluegreen.decide.Slice;
import io.jenkins.plugins.bluegreen.manifest.WorkloadKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Translates fabric8's objects into what a decision needs of them. */
final class Mapping {
    private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    private static final String CONTROLLER = "endpointslice-controller.k8s.io";
    static final String SERVICE_NAME = "kubernetes.io/service-name";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Mapping() {}

    /**
     * An object and who controls it.
     *
     * @param owner UID of its controlling owner, if it has one
     * @param value the object
     */
    record Owned<V>(Optional<String> owner, V value) {}

    /** A slice and the Service that it belongs to. */
    record SliceOf(String service, Slice slice) {}

    /**
     * A ReplicaSet.
     *
     * @param before what it was at some time before this; null if that is not known
     */
    static Owned<Release> replicaSet(ReplicaSet set, Owned<Release> before) {
        var spec = set.getSpec();
        var status = set.getStatus();
        int replicas = status == null ? 0 : number(status.getReplicas());
        Status seen = new Status(
                status == null || status.getObservedGeneration() == null ? 0 : status.getObservedGeneration(),
                replicas,
                status == null ? 0 : number(status.getFullyLabeledReplicas()),
                replicas,
                status == null ? 0 : number(status.getReadyReplicas()),
                status == null ? 0 : number(status.getAvailableReplicas()),
                status == null || status.getConditions() == null
                        ? List.of()
                        : status.getConditions().stream()
                                .map(c -> new Release.Condition(
                                        c.getType(), c.getStatus(), text(c.getReason()), text(c.getMessage())))
                                .toList());
        return new Owned<>(
                owner(set),
                release(
                        set,
                        WorkloadKind.REPLICA_SET,
                        spec.getSelector(),
                        template(set, spec.getTemplate(), before == null ? null : before.value()),
                        spec.getReplicas() == null ? 1 : spec.getReplicas(),
                        false,
                        seen));
    }

    /**
     * A Deployment.
     *
     * @param before what it was at some time before this; null if that is not known
     */
    static Release deployment(Deployment deployment, Release before) {
        var spec = deployment.getSpec();
        var status = deployment.getStatus();
        int replicas = status == null ? 0 : number(status.getReplicas());
        Status seen = new Status(
                status == null || status.getObservedGeneration() == null ? 0 : status.getObservedGeneration(),
                replicas,
                replicas,
                status == null ? 0 : number(status.getUpdatedReplicas()),
                status == null ? 0 : number(status.getReadyReplicas()),
                status == null ? 0 : number(status.getAvailableReplicas()),
                status == null || status.getConditions() == null
                        ? List.of()
                        : status.getConditions().stream()
                                .map(c -> new Release.Condition(
                                        c.getType(), c.getStatus(), text(c.getReason()), text(c.getMessage())))
                                .toList());
        return release(
                deployment,
                WorkloadKind.DEPLOYMENT,
                spec.getSelector(),
                template(deployment, spec.getTemplate(), before),
                spec.getReplicas() == null ? 1 : spec.getReplicas(),
                Boolean.TRUE.equals(spec.getPaused()),
                seen);
    }

    /** A template changes with the generation alone, and a status is written often: it is not read again for that. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> template(HasMetadata object, PodTemplateSpec template, Release before) {
        long generation = generation(object);
        return before != null && generation > 0 && before.generation() == generation
                ? before.template()
                : JSON.convertValue(template, Map.class);
    }

    private static long generation(HasMetadata object) {
        Long generation = object.getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }

    private static Release release(
            HasMetadata object,
            WorkloadKind kind,
            LabelSelector selector,
            Map<String, Object> template,
            int desired,
            boolean paused,
            Status status) {
        var metadata = object.getMetadata();
        List<String> keys = new ArrayList<>(orEmpty(selector.getMatchLabels()).keySet());
        if (selector.getMatchExpressions() != null) {
            selector.getMatchExpressions().forEach(expression -> keys.add(expression.getKey()));
        }
        return new Release(
                new ReleaseId(kind, metadata.getName(), metadata.getUid()),
                metadata.getResourceVersion(),
                generation(object),
                instant(metadata.getCreationTimestamp()),
                orEmpty(metadata.getLabels()),
                orEmpty(metadata.getAnnotations()),
                orEmpty(selector.getMatchLabels()),
                keys,
                template,
                desired,
                paused,
                metadata.getDeletionTimestamp() != null,
                status,
                List.of());
    }

    static ServiceState service(Service service) {
        ServiceSpec spec = service.getSpec();
        var metadata = service.getMetadata();
        Map<String, String> annotations = orEmpty(metadata.getAnnotations());
        boolean loadBalancer = "LoadBalancer".equals(spec.getType());
        boolean pods = loadBalancer
                && (annotations
                                .getOrDefault("service.beta.kubernetes.io/aws-load-balancer-nlb-target-type", "")
                                .equals("ip")
                        || annotations.containsKey("cloud.google.com/neg"));
        return new ServiceState(
                metadata.getName(),
                metadata.getUid(),
                metadata.getResourceVersion(),
                text(spec.getType()),
                orEmpty(spec.getSelector()),
                orEmpty(metadata.getLabels()),
                annotations,
                CutoverRecord.of(annotations),
                spec.getIpFamilies() == null ? List.of() : List.copyOf(spec.getIpFamilies()),
                spec.getPorts() == null
                        ? List.of()
                        : spec.getPorts().stream()
                                .map(port -> new ServiceState.Port(
                                        text(port.getName()), port.getPort(), target(port.getTargetPort())))
                                .toList(),
                new ServiceState.Traits(
                        "None".equals(spec.getClusterIP()),
                        Boolean.TRUE.equals(spec.getPublishNotReadyAddresses()),
                        loadBalancer && "Local".equals(spec.getExternalTrafficPolicy()),
                        pods,
                        "ClientIP".equals(spec.getSessionAffinity())),
                selectorManagers(metadata.getManagedFields()),
                List.of());
    }

    private static List<String> selectorManagers(List<ManagedFieldsEntry> entries) {
        return entries == null
                ? List.of()
                : entries.stream()
                        .filter(entry -> entry.getFieldsV1() != null
                                && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                                && spec.containsKey("f:selector"))
                        .map(entry -> text(entry.getManager()))
                        .distinct()
                        .toList();
    }

    private static String target(IntOrString port) {
        return port == null ? "" : String.valueOf(port.getValue());
    }

    static SliceOf slice(EndpointSlice slice) {
        Map<String, String> labels = orEmpty(slice.getMetadata().getLabels());
        int ports = slice.getPorts() == null ? 0 : slice.getPorts().size();
        List<Slice.Endpoint> endpoints = slice.getEndpoints() == null
                ? List.of()
                : slice.getEndpoints().stream()
                        .map(endpoint -> endpoint(endpoint, ports))
                        .toList();
        return new SliceOf(
                labels.getOrDefault(SERVICE_NAME, ""),
                new Slice(
                        slice.getMetadata().getName(),
                        text(slice.getAddressType()),
                        CONTROLLER.equals(labels.get(MANAGED_BY)),
                        labels,
                        endpoints));
    }

    private static Slice.Endpoint endpoint(Endpoint endpoint, int ports) {
        var target = endpoint.getTargetRef();
        boolean ready = endpoint.getConditions() == null
                || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
        return new Slice.Endpoint(
                target == null ? "" : text(target.getUid()),
                target == null ? String.join(",", endpoint.getAddresses()) : text(target.getName()),
                ready,
                ports);
    }

    static Optional<String> owner(HasMetadata object) {
        List<OwnerReference> owners = object.getMetadata().getOwnerReferences();
        return owners == null
                ? Optional.empty()
                : owners.stream()
                        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                        .map(OwnerReference::getUid)
                        .findFirst();
    }

    static Map<String, String> orEmpty(Map<String, String> map) {
        return map == null ? Map.of() : Map.copyOf(map);
    }

    private static int number(Integer value) {
        return value == null ? 0 : value;
    }

    static String text(String value) {
        return value == null ? "" : value;
    }

    static Instant instant(String time) {
        return time == null ? Instant.EPOCH : Instant.parse(time);
    }
}
