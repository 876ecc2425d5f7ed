package io.jenkins.plugins.bluegreen.deployer;

import io.jenkins.plugins.bluegreen.decide.Findings;
import io.jenkins.plugins.bluegreen.decide.Plan;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Target;
import io.jenkins.plugins.bluegreen.decide.Targets;
import io.jenkins.plugins.bluegreen.drive.Cluster;
import io.jenkins.plugins.bluegreen.drive.Gate;
import io.jenkins.plugins.bluegreen.drive.Interest;
import io.jenkins.plugins.bluegreen.drive.Planner;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.drive.RunListener;
import io.jenkins.plugins.bluegreen.kubernetes.Clusters;
import io.jenkins.plugins.bluegreen.kubernetes.Connection;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.report.Overview;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * Drives requests. Holds no thread while nothing happens: a thousand runs that wait cost a thousand objects. Thread-safe.
 */
public final class Deployer {
    private final Clusters clusters;
    private final ScheduledExecutorService pool;
    private final Clock clock;

    /**
     * A deployer.
     *
     * @param clusters the clients that are open
     * @param pool for decisions and deadlines; two threads are enough for thousands of runs
     * @param clock for what is written down
     */
    public Deployer(Clusters clusters, ScheduledExecutorService pool, Clock clock) {
        this.clusters = clusters;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Starts a run; does not block.
     *
     * @param connection where, and who asks
     * @param request what is asked for
     * @param gate asked if the request wants that
     * @param listener is told what happens, on the run's threads
     * @return the run
     */
    public Session start(Connection connection, Request request, Gate gate, RunListener listener) {
        Session session = new Session();
        Clusters.Use use = clusters.use(connection);
        end(session, use, session.begin(new Run(request, use.cluster(), gate, listener, pool, clock)));
        return session;
    }

    /**
     * Starts a run of which only the cluster can tell what it is about; does not block.
     *
     * @param connection where, and who asks
     * @param services names of the Services whose traffic is moved
     * @param versionLabel key of the label that names the version in selector mode
     * @param request makes the request of what the cluster shows; may throw {@link
     *     io.jenkins.plugins.bluegreen.manifest.InvalidInputException}
     * @param listener is told what happens, on the run's threads
     * @return the run
     */
    public Session start(
            Connection connection,
            List<String> services,
            String versionLabel,
            Function<Targets, Request> request,
            RunListener listener) {
        Session session = new Session();
        Clusters.Use use = clusters.use(connection);
        CompletionStage<Run.Ending> ending = shown(use.cluster(), connection, services)
                .thenApplyAsync(view -> request.apply(targets(connection, services, versionLabel, view)), pool)
                .thenCompose(asked -> session.begin(new Run(
                        asked,
                        use.cluster(),
                        candidate -> CompletableFuture.completedFuture(Optional.empty()),
                        listener,
                        pool,
                        clock)));
        end(session, use, ending);
        return session;
    }

    /**
     * What a deployment would do; read-only.
     *
     * @param connection where, and who asks
     * @param request what is asked for
     * @return the plan, with everything that stands in its way
     */
    public CompletionStage<Plan> plan(Connection connection, Request request) {
        Clusters.Use use = clusters.use(connection);
        return closing(use, new Planner(use.cluster(), clock).plan(request));
    }

    /**
     * The releases of Services as the cluster has them now; read-only.
     *
     * @param connection where, and who asks
     * @param services their names
     * @param versionLabel key of the label that names the version in selector mode
     * @return what can be told a person
     */
    public CompletionStage<Overview> overview(Connection connection, List<String> services, String versionLabel) {
        Clusters.Use use = clusters.use(connection);
        return closing(
                use,
                shown(use.cluster(), connection, services)
                        .thenApplyAsync(
                                view -> Overviews.of(view, targets(connection, services, versionLabel, view), services),
                                pool));
    }

    /**
     * What a cluster shows about Services; read-only.
     *
     * @param connection where, and who asks
     * @param services their names
     * @param versionLabel key of the label that names the version in selector mode
     * @param question asked of what it shows; may throw {@link
     *     io.jenkins.plugins.bluegreen.manifest.InvalidInputException}
     * @return the answer
     */
    public <T> CompletionStage<T> ask(
            Connection connection, List<String> services, String versionLabel, Function<Targets, T> question) {
        Clusters.Use use = clusters.use(connection);
        return closing(
                use,
                shown(use.cluster(), connection, services)
                        .thenApplyAsync(
                                view -> question.apply(targets(connection, services, versionLabel, view)), pool));
    }

    /**
     * The workload whose traffic goes through Services; read-only.
     *
     * @param connection where, and who asks
     * @param services their names
     * @param versionLabel key of the label that names the version in selector mode
     * @param workload its base name, if it was given
     * @return the workload
     */
    public CompletionStage<Target> target(
            Connection connection, List<String> services, String versionLabel, Optional<String> workload) {
        return ask(connection, services, versionLabel, targets -> targets.find(workload));
    }

    private static CompletionStage<Cluster.View> shown(Cluster cluster, Connection connection, List<String> services) {
        return cluster.ready()
                .thenCompose(watching -> cluster.refresh(services))
                .thenApply(read -> cluster.view(Interest.inServices(services)))
                .thenCompose(view -> view.services().isEmpty()
                        ? checked(cluster, connection.namespace(), view)
                        : CompletableFuture.completedFuture(view));
    }

    private static CompletionStage<Cluster.View> checked(Cluster cluster, String namespace, Cluster.View view) {
        return cluster.namespaceMissing().thenApply(missing -> {
            if (missing) {
                throw new InvalidInputException(List.of(Findings.missingNamespace(namespace)));
            }
            return view;
        });
    }

    private static Targets targets(
            Connection connection, List<String> services, String versionLabel, Cluster.View view) {
        return new Targets(connection.namespace(), services, view.services(), view.releases(), versionLabel);
    }

    private static <T> CompletionStage<T> closing(Clusters.Use use, CompletionStage<T> stage) {
        return stage.whenComplete((result, error) -> use.close());
    }

    /** The client is given back before anyone hears of the end, so that whoever waits for the end finds it closed. */
    private void end(Session session, Clusters.Use use, CompletionStage<Run.Ending> ending) {
        ending.whenCompleteAsync(
                (how, error) -> {
                    use.close();
                    boolean wrapped = error instanceof CompletionException && error.getCause() != null;
                    session.end(how, wrapped ? error.getCause() : error);
                },
                pool);
    }
}
