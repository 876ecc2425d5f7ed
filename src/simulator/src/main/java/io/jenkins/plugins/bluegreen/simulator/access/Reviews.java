package io.jenkins.plugins.bluegreen.simulator.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Answers questions about rights, and about who asks. */
public final class Reviews {
    private final Rbac rbac;

    /** By rules. */
    public Reviews(Rbac rbac) {
        this.rbac = rbac;
    }

    /**
     * Answers one.
     *
     * @param resource plural name of the review
     * @param namespace of the path, for a local review
     * @param body the review as it was sent
     * @param asker who sent it
     */
    public ObjectNode answer(String resource, String namespace, JsonNode body, User asker) {
        ObjectNode review = body.deepCopy();
        review.withObjectProperty("metadata").putNull("creationTimestamp");
        ObjectNode status = review.putObject("status");
        JsonNode spec = review.path("spec");
        switch (resource) {
            case "selfsubjectaccessreviews" -> decide(asker, spec, namespace, status);
            case "subjectaccessreviews", "localsubjectaccessreviews" -> decide(subject(spec), spec, namespace, status);
            case "selfsubjectrulesreviews" ->
                rules(asker, spec.path("namespace").asText("default"), status);
            case "selfsubjectreviews" -> {
                ObjectNode info = status.putObject("userInfo").put("username", asker.name());
                ArrayNode groups = info.putArray("groups");
                asker.groups().stream().sorted().forEach(groups::add);
            }
            default -> throw Failures.noSuchPath();
        }
        return review;
    }

    private static User subject(JsonNode spec) {
        Set<String> groups = new HashSet<>();
        spec.path("groups").forEach(group -> groups.add(group.asText()));
        return new User(spec.path("user").asText(), groups);
    }

    private void decide(User user, JsonNode spec, String local, ObjectNode status) {
        JsonNode wish = spec.path("resourceAttributes");
        boolean allowed;
        if (wish.isMissingNode()) {
            allowed = user.isAdmin()
                    || spec.path("nonResourceAttributes").path("verb").asText().equals("get");
        } else {
            String namespace = wish.path("namespace").asText("");
            allowed = rbac.allows(
                    user,
                    new Attributes(
                            wish.path("verb").asText(),
                            wish.path("group").asText(""),
                            wish.path("resource").asText(),
                            wish.path("subresource").asText(""),
                            namespace.isEmpty() ? local : namespace,
                            wish.path("name").asText("")));
        }
        status.put("allowed", allowed);
    }

    private void rules(User user, String namespace, ObjectNode status) {
        ArrayNode resources = status.putArray("resourceRules");
        if (user.isAdmin()) {
            ObjectNode all = resources.addObject();
            List.of("verbs", "apiGroups", "resources")
                    .forEach(field -> all.putArray(field).add("*"));
        }
        rbac.rules(user, namespace).forEach(resources::add);
        ObjectNode urls = status.putArray("nonResourceRules").addObject();
        urls.putArray("verbs").add("get");
        urls.putArray("nonResourceURLs")
                .add("/api")
                .add("/api/*")
                .add("/apis")
                .add("/apis/*")
                .add("/version");
        status.put("incomplete", false);
    }
}
