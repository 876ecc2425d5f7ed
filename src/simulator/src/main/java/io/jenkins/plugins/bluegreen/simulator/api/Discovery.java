package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Kinds;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Tells clients which kinds there are. */
final class Discovery {
    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final Set<String> SHOWN_BY_ALL =
            Set.of("pods", "services", "deployments", "replicasets", "horizontalpodautoscalers");
    private static final Map<String, List<String>> REVIEWS = new TreeMap<>(Map.of(
            "authorization.k8s.io",
            List.of(
                    "LocalSubjectAccessReview",
                    "SelfSubjectAccessReview",
                    "SelfSubjectRulesReview",
                    "SubjectAccessReview"),
            "authentication.k8s.io",
            List.of("SelfSubjectReview")));

    private Discovery() {}

    /** Every group and version with its kinds. */
    private static Map<String, List<Kind>> groups() {
        Map<String, List<Kind>> groups = new TreeMap<>();
        for (Kind kind : Kinds.ALL) {
            groups.computeIfAbsent(kind.apiVersion(), ignored -> new ArrayList<>())
                    .add(kind);
        }
        groups.put(Kinds.EVENTS.apiVersion(), List.of(Kinds.EVENTS));
        REVIEWS.keySet().forEach(group -> groups.put(group + "/v1", List.of()));
        return groups;
    }

    /** Group and version of all paths, as the paths have them: {@code api/v1}, {@code apis/apps/v1}. */
    static List<String> versions() {
        return groups().keySet().stream()
                .map(version -> (version.contains("/") ? "apis/" : "api/") + version)
                .toList();
    }

    /** The kinds of a group and version. */
    static List<Kind> kinds(String apiVersion) {
        return groups().getOrDefault(apiVersion, List.of());
    }

    static Optional<ObjectNode> answer(String path) {
        return switch (path) {
            case "/version" -> Optional.of(version());
            case "/api" -> Optional.of(core());
            case "/apis" -> Optional.of(groupList());
            default -> {
                String version = path.replaceFirst("^/apis?/", "");
                boolean one = path.matches("/api/[^/]+|/apis/[^/]+/[^/]+") && groups().containsKey(version);
                if (one) {
                    yield Optional.of(resources(version));
                }
                yield path.matches("/apis/[^/]+")
                        ? groups().keySet().stream()
                                .filter(each -> each.startsWith(version + "/"))
                                .findFirst()
                                .map(Discovery::group)
                        : Optional.empty();
            }
        };
    }

    private static ObjectNode version() {
        return Store.object()
                .put("major", "1")
                .put("minor", "36")
                .put("gitVersion", "v1.36.2")
                .put("gitCommit", "0000000000000000000000000000000000000000")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-01-01T00:00:00Z")
                .put("goVersion", "go1.26")
                .put("compiler", "gc")
                .put("platform", "linux/amd64");
    }

    private static ObjectNode core() {
        ObjectNode versions = Store.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    private static ObjectNode groupList() {
        ObjectNode list = Store.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode all = list.putArray("groups");
        groups().keySet().stream().filter(version -> version.contains("/")).forEach(version -> all.add(group(version)));
        return list;
    }

    private static ObjectNode group(String apiVersion) {
        String[] parts = apiVersion.split("/");
        ObjectNode group = Store.object().put("name", parts[0]);
        ObjectNode version = Store.object().put("groupVersion", apiVersion).put("version", parts[1]);
        group.putArray("versions").add(version);
        group.set("preferredVersion", version);
        return group;
    }

    private static ObjectNode resources(String apiVersion) {
        ObjectNode list = Store.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", apiVersion);
        ArrayNode all = list.putArray("resources");
        for (Kind kind : kinds(apiVersion)) {
            resource(all, kind);
            kind.subresources().stream().sorted().forEach(sub -> subresource(all, kind, sub));
        }
        REVIEWS.getOrDefault(apiVersion.replace("/v1", ""), List.of()).forEach(review -> review(all, review));
        return list;
    }

    private static void resource(ArrayNode all, Kind kind) {
        ObjectNode resource = all.addObject()
                .put("name", kind.plural())
                .put("singularName", kind.name().toLowerCase(Locale.ROOT))
                .put("namespaced", kind.namespaced())
                .put("kind", kind.name());
        VERBS.forEach(resource.putArray("verbs")::add);
        if (!kind.shortName().isEmpty()) {
            resource.putArray("shortNames").add(kind.shortName());
        }
        if (SHOWN_BY_ALL.contains(kind.plural())) {
            resource.putArray("categories").add("all");
        }
        resource.put("storageVersionHash", "");
    }

    private static void subresource(ArrayNode all, Kind kind, String sub) {
        ObjectNode resource = all.addObject()
                .put("name", kind.plural() + "/" + sub)
                .put("singularName", "")
                .put("namespaced", kind.namespaced());
        switch (sub) {
            case "scale" ->
                resource.put("group", "autoscaling").put("version", "v1").put("kind", "Scale");
            case "eviction" ->
                resource.put("group", "policy").put("version", "v1").put("kind", "Eviction");
            case "token" ->
                resource.put("group", "authentication.k8s.io")
                        .put("version", "v1")
                        .put("kind", "TokenRequest");
            default -> resource.put("kind", kind.name());
        }
        List<String> verbs =
                switch (sub) {
                    case "log" -> List.of("get");
                    case "eviction", "token" -> List.of("create");
                    default -> List.of("get", "patch", "update");
                };
        verbs.forEach(resource.putArray("verbs")::add);
    }

    private static void review(ArrayNode all, String kind) {
        all.addObject()
                .put("name", kind.toLowerCase(Locale.ROOT) + "s")
                .put("singularName", kind.toLowerCase(Locale.ROOT))
                .put("namespaced", kind.startsWith("Local"))
                .put("kind", kind)
                .putArray("verbs")
                .add("create");
    }
}
