package io.jenkins.plugins.bluegreen.kubernetes;

import io.jenkins.plugins.bluegreen.decide.Findings.Permission;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.manifest.Companion;
import io.jenkins.plugins.bluegreen.manifest.CompanionKind;
import io.jenkins.plugins.bluegreen.manifest.WorkloadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rights that a request needs, each verb of each resource. Whoever adds a request to the code adds its right here. */
final class Rights {
    private Rights() {}

    static List<Permission> needed(Request request) {
        List<Permission> needed = new ArrayList<>();
        add(needed, "", "services", "get", "list", "watch", "patch");
        if (request.options().previewService().isPresent()) {
            add(needed, "", "services", "create", "delete");
        }
        add(needed, "", "pods", "get", "list", "watch", "patch");
        add(needed, "apps", "replicasets", "list", "watch");
        add(needed, "apps", "deployments", "list", "watch");
        add(needed, "apps", workloads(request), "get", "create", "patch", "delete");
        add(needed, "discovery.k8s.io", "endpointslices", "list", "watch");
        add(needed, "coordination.k8s.io", "leases", "get", "create", "update");
        request.bound().stream()
                .flatMap(bound -> bound.manifest().companions().stream())
                .map(Companion::kind)
                .distinct()
                .forEach(kind -> companions(needed, kind));
        return needed;
    }

    /** Where no manifest tells, the kind that the mode is made for. */
    private static String workloads(Request request) {
        Optional<WorkloadKind> kind =
                request.bound().map(bound -> bound.manifest().kind());
        boolean sets = kind.map(WorkloadKind.REPLICA_SET::equals).orElse(request.mode() == Mode.LABEL);
        return sets ? "replicasets" : "deployments";
    }

    private static void companions(List<Permission> needed, CompanionKind kind) {
        add(needed, kind.group(), kind.plural(), "create", "get");
    }

    private static void add(List<Permission> needed, String group, String resource, String... verbs) {
        for (String verb : verbs) {
            needed.add(new Permission(verb, group, resource));
        }
    }
}
