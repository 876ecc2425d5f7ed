package io.jenkins.plugins.bluegreen.simulator.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds there are. Objects are stored by the plural name of their kind, which is unique here. */
public final class Kinds {
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final Set<String> NONE = Set.of();
    private static final Set<String> STATUS = Set.of("status");
    private static final Set<String> SCALED = Set.of("status", "scale");

    /** Every kind that is stored. */
    public static final List<Kind> ALL = List.of(
            new Kind("", "v1", "ConfigMap", "configmaps", "cm", true, NONE),
            new Kind("", "v1", "Endpoints", "endpoints", "ep", true, NONE),
            new Kind("", "v1", "Event", "events", "ev", true, NONE),
            new Kind("", "v1", "Namespace", "namespaces", "ns", false, STATUS),
            new Kind("", "v1", "Node", "nodes", "no", false, STATUS),
            new Kind("", "v1", "Pod", "pods", "po", true, Set.of("status", "log", "eviction")),
            new Kind("", "v1", "ResourceQuota", "resourcequotas", "quota", true, STATUS),
            new Kind("", "v1", "Secret", "secrets", "", true, NONE),
            new Kind("", "v1", "Service", "services", "svc", true, STATUS),
            new Kind("", "v1", "ServiceAccount", "serviceaccounts", "sa", true, Set.of("token")),
            new Kind("apps", "v1", "Deployment", "deployments", "deploy", true, SCALED),
            new Kind("apps", "v1", "ReplicaSet", "replicasets", "rs", true, SCALED),
            new Kind("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa", true, STATUS),
            new Kind("coordination.k8s.io", "v1", "Lease", "leases", "", true, NONE),
            new Kind("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", "", true, NONE),
            new Kind("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", "netpol", true, NONE),
            new Kind("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", "pdb", true, STATUS),
            new Kind(RBAC, "v1", "ClusterRole", "clusterroles", "", false, NONE),
            new Kind(RBAC, "v1", "ClusterRoleBinding", "clusterrolebindings", "", false, NONE),
            new Kind(RBAC, "v1", "Role", "roles", "", true, NONE),
            new Kind(RBAC, "v1", "RoleBinding", "rolebindings", "", true, NONE));

    /** The other face of the stored events. */
    public static final Kind EVENTS = new Kind("events.k8s.io", "v1", "Event", "events", "ev", true, NONE);

    private static final Map<String, Kind> BY_PLURAL =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Kind::plural, Function.identity()));
    private static final Map<String, Kind> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Kind::name, Function.identity()));

    private Kinds() {}

    /**
     * The kind of a plural name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind of(String plural) {
        Kind kind = BY_PLURAL.get(plural);
        if (kind == null) {
            throw new IllegalArgumentException("There is no kind with the plural name " + plural);
        }
        return kind;
    }

    /** The kind with a name as in {@code ReplicaSet}. */
    public static Optional<Kind> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** What a path names. */
    public static Optional<Kind> find(String group, String version, String plural) {
        Kind kind = plural.equals("events") && group.equals(EVENTS.group()) ? EVENTS : BY_PLURAL.get(plural);
        return Optional.ofNullable(kind)
                .filter(found -> found.group().equals(group) && found.version().equals(version));
    }
}
