package io.jenkins.plugins.bluegreen.drive;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Facts;
import io.jenkins.plugins.bluegreen.decide.Observed;
import io.jenkins.plugins.bluegreen.decide.Plan;
import io.jenkins.plugins.bluegreen.decide.Planning;
import io.jenkins.plugins.bluegreen.decide.Request;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Finds out what a request would do, without doing it. */
public final class Planner {
    private final Cluster cluster;
    private final Clock clock;

    /**
     * A planner.
     *
     * @param cluster where; not closed by this
     * @param clock for deadlines
     */
    @SuppressFBWarnings(
            value = {"EI_EXPOSE_REP2"},
            justification = "A cluster is there to be shared.")
    public Planner(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * Plans; read-only, does not block.
     *
     * @param request what is asked for
     * @return the plan; fails with {@link ClusterException} if the cluster cannot be asked
     */
    public CompletionStage<Plan> plan(Request request) {
        return cluster.ready()
                .thenCompose(watching -> cluster.refresh(request.services()))
                .thenCompose(read -> {
                    Instant now = clock.instant();
                    Facts facts = Facts.atStart(now);
                    Action.Examine question = Planning.question(request, observed(request, facts), now);
                    return cluster.examine(request, question).thenApply(facts::withFindings);
                })
                .thenApply(facts -> Planning.of(request, observed(request, facts), clock.instant()));
    }

    private Observed observed(Request request, Facts facts) {
        Cluster.View view = cluster.view(Interest.of(request));
        return new Observed(view.services(), view.otherServices(), view.releases(), new Observed.Lock.Free(), facts);
    }
}
