package io.jenkins.plugins.bluegreen.jenkins.run;

import io.jenkins.plugins.bluegreen.drive.RunEvent;
import io.jenkins.plugins.bluegreen.drive.RunListener;
import io.jenkins.plugins.bluegreen.jenkins.Engine;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.jenkins.record.Deployment;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTarget;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTargets;
import io.jenkins.plugins.bluegreen.jenkins.record.Place;
import io.jenkins.plugins.bluegreen.jenkins.record.Records;
import io.jenkins.plugins.bluegreen.kubernetes.Connection;
import io.jenkins.plugins.bluegreen.report.Overview;
import io.jenkins.plugins.bluegreen.report.Report;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the books of one run for pages. As it ends, and its client is still open, the releases are looked at once more:
 * the job's page shows them until somebody looks again.
 */
final class Books implements RunListener {
    private static final int SECONDS = 3;

    private final Conduct conduct;
    private final ClusterAccess access;
    private final Connection connection;
    private final DeploySettings settings;
    private final List<String> services;

    private volatile CompletionStage<Optional<Overview>> seen = CompletableFuture.completedFuture(Optional.empty());

    /**
     * Books of a run.
     *
     * @param conduct of the run
     * @param access which cluster, and who asks
     * @param connection to it
     * @param settings of the run
     * @param services whose traffic is moved
     * @param workload base name; empty if only the cluster can tell
     */
    Books(
            Conduct conduct,
            ClusterAccess access,
            Connection connection,
            DeploySettings settings,
            List<String> services,
            String workload) {
        this.conduct = conduct;
        this.access = access;
        this.connection = connection;
        this.settings = settings;
        this.services = services;
        conduct.goesTo(Place.of(access, connection.server(), connection.namespace(), services, workload));
    }

    @Override
    public void on(RunEvent event) {
        conduct.story().on(event);
        if (event instanceof RunEvent.Ended) {
            seen = Engine.get()
                    .deployer()
                    .overview(connection, services, settings.getVersionLabel())
                    .toCompletableFuture()
                    .copy()
                    .orTimeout(SECONDS, TimeUnit.SECONDS)
                    .handle((overview, error) -> Optional.ofNullable(overview));
        }
    }

    /** Writes down how the run ended; does not block. */
    CompletionStage<Void> close(Report report) {
        return seen.thenAcceptAsync(
                overview -> write(report, overview), Engine.get().blocking());
    }

    private void write(Report report, Optional<Overview> overview) {
        write(conduct, report);
        JobTarget target = new JobTarget(
                access.getCluster(),
                access.getCredentialsId(),
                access.getServerUrl(),
                access.getCaCertificate(),
                access.isSkipTlsVerify(),
                connection.server(),
                report.namespace(),
                report.services(),
                report.workload(),
                report.mode(),
                settings.getVersionLabel(),
                options(),
                report.release(),
                report.version(),
                report.outcome(),
                report.message(),
                conduct.build().getNumber(),
                Instant.now().toString(),
                null,
                "");
        JobTargets.note(conduct.build().getParent(), target, overview);
    }

    /** What a way back is to be like; null if this run does not say how the workload is deployed. */
    private Map<String, String> options() {
        return switch (conduct.order().kind()) {
            case DEPLOY, PREPARE, PROMOTE -> WayBackOptions.of(settings);
            case DISCARD, ROLLBACK -> null;
        };
    }

    /** Writes down how something ended that had no run. May block. */
    static void write(Conduct conduct, Report report) {
        Order order = conduct.order();
        String kind = order.kind().name().toLowerCase(Locale.ROOT);
        Records.write(
                conduct.build(),
                Deployment.of(order.step(), kind, report, conduct.story().lines(), isAborted(conduct, report)));
    }

    private static boolean isAborted(Conduct conduct, Report report) {
        return conduct.cancelled()
                .map(conduct.story()::mask)
                .filter(report.message()::contains)
                .isPresent();
    }
}
