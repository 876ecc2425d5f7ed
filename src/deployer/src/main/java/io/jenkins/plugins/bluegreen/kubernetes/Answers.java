package io.jenkins.plugins.bluegreen.kubernetes;

import io.jenkins.plugins.bluegreen.decide.Findings;
import io.jenkins.plugins.bluegreen.decide.Findings.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is the same for all runs of one identity in one namespace, and asked by each of them before it begins. */
final class Answers {
    /** A right that is taken away within this time is missed by a preflight, and then denied by the API server. */
    private static final Duration GRANTED = Duration.ofSeconds(5);

    /** Of a right that is there: one that is missing is asked for again at once, by whoever has just been given it. */
    final Shared<Permission, Boolean> rights = Shared.keeping(granted -> granted, GRANTED);

    final Shared<String, Boolean> namespaces = Shared.whileAsked();
    final Shared<String, List<Findings.Autoscaler>> autoscalers = Shared.whileAsked();
    final Shared<String, Map<String, List<String>>> policies = Shared.whileAsked();
    final Shared<String, List<Findings.Budget>> budgets = Shared.whileAsked();
}
