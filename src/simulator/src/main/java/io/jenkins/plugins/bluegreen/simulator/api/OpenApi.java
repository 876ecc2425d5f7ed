package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.List;
import java.util.Optional;

/** As much of OpenAPI v3 as {@code kubectl} looks at: which parameters a patch of a kind takes. */
final class OpenApi {
    private OpenApi() {}

    static Optional<ObjectNode> answer(String path) {
        if (path.equals("/openapi/v3")) {
            ObjectNode paths = Store.object();
            for (String version : Discovery.versions()) {
                paths.putObject(version).put("serverRelativeURL", "/openapi/v3/" + version + "?hash=1");
            }
            ObjectNode root = Store.object();
            root.set("paths", paths);
            return Optional.of(root);
        }
        String version = path.replaceFirst("^/openapi/v3/", "");
        return path.startsWith("/openapi/v3/") && Discovery.versions().contains(version)
                ? Optional.of(document(version))
                : Optional.empty();
    }

    private static ObjectNode document(String version) {
        ObjectNode document = Store.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1.36.2");
        ObjectNode paths = document.putObject("paths");
        for (Kind kind : Discovery.kinds(version.replaceFirst("^apis?/", ""))) {
            String path = "/%s/%s%s/{name}"
                    .formatted(version, kind.namespaced() ? "namespaces/{namespace}/" : "", kind.plural());
            ObjectNode patch = paths.putObject(path).putObject("patch");
            ArrayNode parameters = patch.putArray("parameters");
            for (String name : List.of("dryRun", "fieldManager", "fieldValidation", "force")) {
                parameters
                        .addObject()
                        .put("name", name)
                        .put("in", "query")
                        .putObject("schema")
                        .put("type", name.equals("force") ? "boolean" : "string");
            }
            patch.putObject("x-kubernetes-group-version-kind")
                    .put("group", kind.group())
                    .put("version", kind.version())
                    .put("kind", kind.name());
            patch.put("x-kubernetes-action", "patch");
            patch.putObject("responses").putObject("200").put("description", "OK");
        }
        return document;
    }
}
