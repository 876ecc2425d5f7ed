package io.jenkins.plugins.bluegreen.simulator.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Allows what the rules of Roles and ClusterRoles allow, by the bindings that name a user. */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP2"},
        justification = "The store is shared on purpose.")
public final class Rbac {
    private final Store store;

    /** By the objects of a store. */
    public Rbac(Store store) {
        this.store = store;
    }

    /** Whether a user may do something. */
    public boolean allows(User user, Attributes wish) {
        if (user.isAdmin()) {
            return true;
        }
        boolean review = wish.verb().equals("create")
                && wish.resource().startsWith("selfsubject")
                && user.groups().contains("system:authenticated");
        return review || rules(user, wish.namespace()).stream().anyMatch(rule -> covers(rule, wish));
    }

    /** The rules that hold for a user in a namespace, those of the whole cluster included. */
    public List<JsonNode> rules(User user, String namespace) {
        List<JsonNode> rules = new ArrayList<>();
        store.list("clusterrolebindings", "").stream()
                .filter(binding -> names(binding, user))
                .forEach(binding ->
                        role(binding, "").ifPresent(role -> role.path("rules").forEach(rules::add)));
        if (!namespace.isEmpty()) {
            store.list("rolebindings", namespace).stream()
                    .filter(binding -> names(binding, user))
                    .forEach(binding -> role(binding, namespace)
                            .ifPresent(role -> role.path("rules").forEach(rules::add)));
        }
        return rules;
    }

    private Optional<ObjectNode> role(ObjectNode binding, String namespace) {
        JsonNode reference = binding.path("roleRef");
        String name = reference.path("name").asText();
        return reference.path("kind").asText().equals("ClusterRole")
                ? store.get("clusterroles", "", name)
                : store.get("roles", namespace, name);
    }

    private static boolean names(ObjectNode binding, User user) {
        for (JsonNode subject : binding.path("subjects")) {
            String name = subject.path("name").asText();
            boolean named =
                    switch (subject.path("kind").asText()) {
                        case "User" -> name.equals(user.name());
                        case "Group" -> user.groups().contains(name);
                        default ->
                            user.name()
                                    .equals("system:serviceaccount:%s:%s"
                                            .formatted(subject.path("namespace").asText(), name));
                    };
            if (named) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(JsonNode rule, Attributes wish) {
        return has(rule.path("verbs"), wish.verb())
                && has(rule.path("apiGroups"), wish.group())
                && (has(rule.path("resources"), wish.path())
                        || !wish.subresource().isEmpty() && has(rule.path("resources"), "*/" + wish.subresource()))
                && (rule.path("resourceNames").isEmpty()
                        || !wish.name().isEmpty() && has(rule.path("resourceNames"), wish.name()));
    }

    private static boolean has(JsonNode list, String value) {
        for (JsonNode each : list) {
            if (each.asText().equals("*") || each.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }
}
