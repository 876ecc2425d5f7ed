package io.jenkins.plugins.bluegreen.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Findings;
import io.jenkins.plugins.bluegreen.decide.Findings.Permission;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.drive.ClusterException;
import io.jenkins.plugins.bluegreen.drive.ClusterException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks the API server what only it can tell: rights, and whether it would accept the candidate. */
final class Examination {
    private final Rest rest;
    private final String namespace;
    private final Answers answers;

    Examination(Rest rest, String namespace, Answers answers) {
        this.rest = rest;
        this.namespace = namespace;
        this.answers = answers;
    }

    CompletionStage<Findings> examine(Request request, Action.Examine question) {
        CompletableFuture<List<Permission>> denied = denied(request);
        CompletableFuture<Optional<String>> rejected = question.candidate()
                .map(this::dryRun)
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
        CompletableFuture<List<Findings.Autoscaler>> autoscalers =
                answers.autoscalers.get(namespace, this::autoscalers);
        CompletableFuture<List<Findings.Budget>> budgets = answers.budgets.get(namespace, this::budgets);
        CompletableFuture<Map<String, List<String>>> policies = answers.policies.get(namespace, this::policies);
        CompletableFuture<Boolean> gone = namespaceMissing();
        return CompletableFuture.allOf(denied, rejected, autoscalers, budgets, policies, gone)
                .thenApply(done -> {
                    Optional<String> refusal = rejected.join();
                    boolean missing = gone.join()
                            || refusal.filter(message -> message.contains("namespaces \"" + namespace + "\" not found"))
                                    .isPresent();
                    // A right that is missing explains why the candidate would be rejected: it is told once.
                    Optional<String> kept = denied.join().isEmpty() ? refusal : Optional.empty();
                    return new Findings(
                            missing, denied.join(), kept, budgets.join(), autoscalers.join(), policies.join());
                });
    }

    /** Whether the API server says so; whoever may not ask learns it from the dry run. */
    CompletableFuture<Boolean> namespaceMissing() {
        return answers.namespaces.get(namespace, () -> rest.get("/api/v1/namespaces/" + namespace, JsonNode.class)
                .handle((there, error) -> error != null && Rests.failure(error).kind() == Kind.GONE));
    }

    private CompletableFuture<List<Permission>> denied(Request request) {
        List<Permission> refused = java.util.Collections.synchronizedList(new ArrayList<>());
        return Throttle.all(Rights.needed(request), 8, permission -> answers.rights
                        .get(permission, () -> allowed(permission))
                        .thenAccept(yes -> {
                            if (!yes) {
                                refused.add(permission);
                            }
                        }))
                .thenApply(done -> refused.stream()
                        .sorted(java.util.Comparator.comparing(Permission::toString))
                        .toList());
    }

    private CompletableFuture<Boolean> allowed(Permission permission) {
        Map<String, Object> review = Map.of(
                "apiVersion",
                "authorization.k8s.io/v1",
                "kind",
                "SelfSubjectAccessReview",
                "spec",
                Map.of(
                        "resourceAttributes",
                        Map.of(
                                "namespace",
                                namespace,
                                "verb",
                                permission.verb(),
                                "group",
                                permission.group(),
                                "resource",
                                permission.resource())));
        return rest.post(
                        "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review, SelfSubjectAccessReview.class)
                .thenApply(answer -> answer.getStatus() != null
                        && Boolean.TRUE.equals(answer.getStatus().getAllowed()));
    }

    /** What is wrong with a candidate or with anything that comes with it, whichever is found first. */
    private CompletableFuture<Optional<String>> dryRun(Action.NewRelease candidate) {
        CompletableFuture<Optional<String>> rejected = dryRun(candidate.manifest());
        for (Map<String, Object> companion : candidate.companions()) {
            rejected = rejected.thenCompose(refusal -> refusal.isPresent()
                    ? CompletableFuture.completedFuture(refusal)
                    : dryRun(Paths.companions(namespace, companion), companion));
        }
        return rejected;
    }

    private CompletableFuture<Optional<String>> dryRun(Map<String, Object> manifest) {
        String plural = "ReplicaSet".equals(manifest.get("kind")) ? "replicasets" : "deployments";
        return dryRun(Paths.apps(namespace, plural), manifest);
    }

    private CompletableFuture<Optional<String>> dryRun(String path, Map<String, Object> object) {
        return rest.post(path + "?dryRun=All", object, String.class).handle((accepted, error) -> {
            if (error == null) {
                return Optional.empty();
            }
            ClusterException failure = Rests.failure(error);
            // An object of that name is in the way only in selector mode, where the decision looks at it.
            if (failure.kind() == Kind.CONFLICT) {
                return Optional.empty();
            }
            if (failure.kind() == Kind.TRANSIENT) {
                throw failure;
            }
            return Optional.of(failure.getMessage());
        });
    }

    /** What may be read; a run that may not look at these goes without their warnings. */
    private CompletableFuture<JsonNode> optional(String path) {
        return rest.get(path, JsonNode.class)
                .exceptionally(error -> com.fasterxml.jackson.databind.node.MissingNode.getInstance());
    }

    private CompletableFuture<List<Findings.Autoscaler>> autoscalers() {
        return optional("/apis/autoscaling/v2/namespaces/" + namespace + "/horizontalpodautoscalers")
                .thenApply(list -> {
                    List<Findings.Autoscaler> found = new ArrayList<>();
                    list.path("items").forEach(item -> {
                        JsonNode target = item.path("spec").path("scaleTargetRef");
                        String scales = target.path("kind").asText() + "/"
                                + target.path("name").asText();
                        found.add(new Findings.Autoscaler(name(item), scales, release(item)));
                    });
                    return found;
                });
    }

    private static String name(JsonNode item) {
        return item.path("metadata").path("name").asText();
    }

    /** What came with a release says so. */
    private static String release(JsonNode item) {
        return item.path("metadata").path("labels").path(Keys.RELEASE).asText();
    }

    private CompletableFuture<Map<String, List<String>>> policies() {
        return optional("/apis/networking.k8s.io/v1/namespaces/" + namespace + "/networkpolicies")
                .thenApply(list -> {
                    Map<String, List<String>> found = new TreeMap<>();
                    list.path("items").forEach(item -> {
                        Set<String> keys = new TreeSet<>();
                        selectors(item.path("spec")).forEach(selector -> {
                            selector.path("matchLabels").fieldNames().forEachRemaining(keys::add);
                            selector.path("matchExpressions")
                                    .forEach(expression ->
                                            keys.add(expression.path("key").asText()));
                        });
                        found.put(name(item), List.copyOf(keys));
                    });
                    return found;
                });
    }

    /** Of the pods that a policy is for, and of those that it lets in or out. */
    private static List<JsonNode> selectors(JsonNode spec) {
        List<JsonNode> selectors = new ArrayList<>();
        selectors.add(spec.path("podSelector"));
        spec.path("ingress")
                .forEach(rule -> rule.path("from").forEach(peer -> selectors.add(peer.path("podSelector"))));
        spec.path("egress").forEach(rule -> rule.path("to").forEach(peer -> selectors.add(peer.path("podSelector"))));
        return selectors;
    }

    private CompletableFuture<List<Findings.Budget>> budgets() {
        return optional("/apis/policy/v1/namespaces/" + namespace + "/poddisruptionbudgets")
                .thenApply(list -> {
                    List<Findings.Budget> found = new ArrayList<>();
                    list.path("items").forEach(item -> {
                        Map<String, String> labels = new TreeMap<>();
                        item.path("spec")
                                .path("selector")
                                .path("matchLabels")
                                .properties()
                                .forEach(label -> labels.put(
                                        label.getKey(), label.getValue().asText()));
                        found.add(new Findings.Budget(name(item), labels, release(item)));
                    });
                    return found;
                });
    }
}
