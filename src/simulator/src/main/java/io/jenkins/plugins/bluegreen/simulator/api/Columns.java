package io.jenkins.plugins.bluegreen.simulator.api;

import static io.jenkins.plugins.bluegreen.simulator.api.Column.field;
import static io.jenkins.plugins.bluegreen.simulator.api.Column.of;
import static io.jenkins.plugins.bluegreen.simulator.api.Column.wide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The columns of each kind, as the real API server has them. */
final class Columns {
    private static final Column NAME = field("Name", "/metadata/name");
    private static final Column AGE = of("Age", Cells::age);

    private static final Map<String, List<Column>> COLUMNS = Map.ofEntries(
            Map.entry(
                    "pods",
                    List.of(
                            of("Ready", Cells::podReady),
                            of("Status", Cells::podStatus),
                            of("Restarts", Cells::restarts),
                            AGE,
                            wide("IP", pod -> Cells.orNone(Cells.text(pod, "/status/podIP"))),
                            wide("Node", pod -> Cells.orNone(Cells.text(pod, "/spec/nodeName"))),
                            wide("Nominated Node", pod -> Cells.orNone(Cells.text(pod, "/status/nominatedNodeName"))),
                            wide("Readiness Gates", pod -> Cells.orNone("")))),
            Map.entry(
                    "services",
                    List.of(
                            field("Type", "/spec/type"),
                            of("Cluster-IP", service -> Cells.orNone(Cells.text(service, "/spec/clusterIP"))),
                            of("External-IP", Cells::externalIp),
                            of("Port(s)", Cells::servicePorts),
                            AGE,
                            wide("Selector", service -> Cells.pairs(service.at("/spec/selector"))))),
            Map.entry(
                    "replicasets",
                    List.of(
                            of("Desired", set -> Cells.count(set, "/spec/replicas")),
                            of("Current", set -> Cells.count(set, "/status/replicas")),
                            of("Ready", set -> Cells.count(set, "/status/readyReplicas")),
                            AGE,
                            wide("Containers", set -> Cells.containers(set, "name")),
                            wide("Images", set -> Cells.containers(set, "image")),
                            wide("Selector", set -> Cells.selector(set.at("/spec/selector"))))),
            Map.entry(
                    "deployments",
                    List.of(
                            of(
                                    "Ready",
                                    each -> Cells.count(each, "/status/readyReplicas") + "/"
                                            + Cells.count(each, "/spec/replicas")),
                            of("Up-to-date", each -> Cells.count(each, "/status/updatedReplicas")),
                            of("Available", each -> Cells.count(each, "/status/availableReplicas")),
                            AGE,
                            wide("Containers", each -> Cells.containers(each, "name")),
                            wide("Images", each -> Cells.containers(each, "image")),
                            wide("Selector", each -> Cells.selector(each.at("/spec/selector"))))),
            Map.entry(
                    "endpointslices",
                    List.of(
                            field("AddressType", "/addressType"),
                            of("Ports", Cells::slicePorts),
                            of("Endpoints", Cells::sliceEndpoints),
                            AGE)),
            Map.entry("endpoints", List.of(of("Endpoints", Cells::endpoints), AGE)),
            Map.entry(
                    "configmaps",
                    List.of(of("Data", map -> Integer.toString(map.path("data").size())), AGE)),
            Map.entry(
                    "secrets",
                    List.of(
                            field("Type", "/type"),
                            of(
                                    "Data",
                                    secret ->
                                            Integer.toString(secret.path("data").size())),
                            AGE)),
            Map.entry("leases", List.of(field("Holder", "/spec/holderIdentity"), AGE)),
            Map.entry("namespaces", List.of(field("Status", "/status/phase"), AGE)),
            Map.entry(
                    "nodes",
                    List.of(
                            of("Status", Cells::nodeStatus),
                            of("Roles", node -> "<none>"),
                            AGE,
                            field("Version", "/status/nodeInfo/kubeletVersion"))),
            Map.entry(
                    "serviceaccounts",
                    List.of(
                            of(
                                    "Secrets",
                                    each -> Integer.toString(
                                            each.path("secrets").size())),
                            AGE)),
            Map.entry(
                    "networkpolicies",
                    List.of(of("Pod-Selector", policy -> Cells.selector(policy.at("/spec/podSelector"))), AGE)),
            Map.entry(
                    "horizontalpodautoscalers",
                    List.of(
                            of(
                                    "Reference",
                                    each -> Cells.text(each, "/spec/scaleTargetRef/kind") + "/"
                                            + Cells.text(each, "/spec/scaleTargetRef/name")),
                            of("Targets", Cells::scaleTargets),
                            field("MinPods", "/spec/minReplicas"),
                            field("MaxPods", "/spec/maxReplicas"),
                            of("Replicas", each -> Cells.count(each, "/status/currentReplicas")),
                            AGE)),
            Map.entry(
                    "poddisruptionbudgets",
                    List.of(
                            of("Min Available", each -> orNa(Cells.text(each, "/spec/minAvailable"))),
                            of("Max Unavailable", each -> orNa(Cells.text(each, "/spec/maxUnavailable"))),
                            of("Allowed Disruptions", each -> Cells.count(each, "/status/disruptionsAllowed")),
                            AGE)),
            Map.entry("rolebindings", binding()),
            Map.entry("clusterrolebindings", binding()),
            Map.entry("roles", List.of(field("Created At", "/metadata/creationTimestamp"))),
            Map.entry("clusterroles", List.of(field("Created At", "/metadata/creationTimestamp"))));

    private Columns() {}

    private static List<Column> binding() {
        return List.of(
                of("Role", each -> Cells.text(each, "/roleRef/kind") + "/" + Cells.text(each, "/roleRef/name")),
                AGE,
                wide("Users", each -> Cells.subjects(each, "User")),
                wide("Groups", each -> Cells.subjects(each, "Group")),
                wide("ServiceAccounts", each -> Cells.subjects(each, "ServiceAccount")));
    }

    private static String orNa(String text) {
        return text.isEmpty() ? "N/A" : text;
    }

    static List<Column> ofKind(String resource) {
        List<Column> columns = new ArrayList<>();
        if (resource.equals("events")) {
            return List.of(
                    of("Last Seen", event -> Cells.since(Cells.text(event, "/lastTimestamp"))),
                    field("Type", "/type"),
                    field("Reason", "/reason"),
                    of("Object", Cells::eventObject),
                    wide("Subobject", event -> Cells.text(event, "/involvedObject/fieldPath")),
                    wide("Source", event -> Cells.text(event, "/source/component")),
                    field("Message", "/message"),
                    wide("First Seen", event -> Cells.since(Cells.text(event, "/firstTimestamp"))),
                    wide("Count", event -> Cells.count(event, "/count")),
                    wide("Name", event -> Cells.text(event, "/metadata/name")));
        }
        columns.add(NAME);
        columns.addAll(COLUMNS.getOrDefault(resource, List.of(AGE)));
        return columns;
    }
}
