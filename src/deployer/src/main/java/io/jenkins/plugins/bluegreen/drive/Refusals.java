package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Findings;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What is said of a cluster that cannot even be looked at. */
final class Refusals {
    private Refusals() {}

    static Outcome unreachable(Request request, ClusterException failure) {
        return new Outcome.Refused(List.of(new Problem(
                "the cluster was asked about namespace " + request.namespace(),
                failure.getMessage(),
                "look at the address, the certificate and the credentials")));
    }

    /** Names all rights that are missing, and not the first one only. */
    static CompletionStage<Outcome> denied(Cluster cluster, Request request, ClusterException failure) {
        return cluster.examine(request, new Action.Examine(Optional.empty()))
                .handle((found, error) -> error != null || found.denied().isEmpty()
                        ? unreachable(request, failure)
                        : new Outcome.Refused(List.of(Findings.missingRights(request, found.denied()))));
    }
}
