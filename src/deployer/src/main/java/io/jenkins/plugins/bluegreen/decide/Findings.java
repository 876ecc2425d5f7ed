package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What only questions to the API server can tell, asked once before anything is written.
 *
 * @param namespaceMissing whether the namespace is not there
 * @param denied what the run needs and is not allowed to do
 * @param rejected why the API server would not accept the candidate, in its words, if it would not
 * @param disruptionBudgets PodDisruptionBudgets of the namespace
 * @param autoscalers HorizontalPodAutoscalers of the namespace
 * @param networkPolicies NetworkPolicies of the namespace: name to every label key that they select pods by
 */
public record Findings(
        boolean namespaceMissing,
        List<Permission> denied,
        Optional<String> rejected,
        List<Budget> disruptionBudgets,
        List<Autoscaler> autoscalers,
        Map<String, List<String>> networkPolicies) {
    public Findings {
        denied = List.copyOf(denied);
        disruptionBudgets = List.copyOf(disruptionBudgets);
        autoscalers = List.copyOf(autoscalers);
        networkPolicies = Map.copyOf(networkPolicies);
    }

    /**
     * A PodDisruptionBudget.
     *
     * @param name of it
     * @param labels that it selects pods by
     * @param release that it came with; empty if somebody else made it
     */
    public record Budget(String name, Map<String, String> labels, String release) {
        public Budget {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * A HorizontalPodAutoscaler.
     *
     * @param name of it
     * @param scales {@code Kind/name}
     * @param release that it came with; empty if somebody else made it
     */
    public record Autoscaler(String name, String scales, String release) {}

    /** What to say of a namespace that is missing. */
    public static Problem missingNamespace(String name) {
        return new Problem(
                "namespace %s was asked for".formatted(name),
                "there is no such namespace",
                "create it, or name one that is there");
    }

    /** What to say of rights that are missing. */
    public static Problem missingRights(Request request, List<Permission> denied) {
        return new Problem(
                "a deployment in namespace " + request.namespace(),
                "these rights are missing: "
                        + denied.stream().map(Permission::toString).collect(Collectors.joining(", ")),
                "grant them by a Role to the account that runs this");
    }

    /**
     * A right.
     *
     * @param verb such as {@code patch}
     * @param group API group; empty for the core group
     * @param resource plural name, with subresource if there is one
     */
    public record Permission(String verb, String group, String resource) {
        @Override
        public String toString() {
            return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
        }
    }
}
