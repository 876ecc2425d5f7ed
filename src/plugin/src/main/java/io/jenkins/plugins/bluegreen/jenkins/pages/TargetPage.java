package io.jenkins.plugins.bluegreen.jenkins.pages;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import io.jenkins.plugins.bluegreen.jenkins.back.RollbackOrder;
import io.jenkins.plugins.bluegreen.jenkins.back.Rollbacks;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTarget;
import io.jenkins.plugins.bluegreen.jenkins.run.Conduct;
import io.jenkins.plugins.bluegreen.jenkins.run.DeploySettings;
import io.jenkins.plugins.bluegreen.report.Overview;
import io.jenkins.plugins.bluegreen.settings.Values;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.scm.api.SCMSourceOwner;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/**
 * One workload on the page of a job or folder: a table of its releases, and the way to go back to one. The cluster is
 * asked only for those who may use the job's credential; others see what was recorded.
 */
public final class TargetPage {
    private final Item item;
    private final Job<?, ?> job;
    private final JobTarget target;

    TargetPage(Item item, Job<?, ?> job, JobTarget target) {
        this.item = item;
        this.job = job;
        this.target = target;
    }

    /** A rollback that waits. */
    public record Waiting(String from, String to, String why) {}

    /** What a build of the job has under way here. */
    public record Running(String url, String build, String title, String sentence) {}

    /** Where the page is. */
    public Item getItem() {
        return item;
    }

    /** The job that deployed it last. */
    public Job<?, ?> getJob() {
        return job;
    }

    /** Names it in addresses. */
    public String getId() {
        return target.id();
    }

    /** What was recorded. */
    public JobTarget getTarget() {
        return target;
    }

    /** Where it is, for people. */
    public String getWhere() {
        String services = String.join(", ", target.services());
        String cluster = target.cluster().isEmpty() ? target.serverUrl() : target.cluster();
        return cluster.isEmpty()
                ? Messages.TargetPage_Where(services, target.namespace())
                : Messages.TargetPage_WhereInCluster(services, target.namespace(), cluster);
    }

    /** Whether the cluster is asked for this user. */
    public boolean isLive() {
        return configured().hasPermission(Item.CONFIGURE) && job.hasPermission(CredentialsProvider.USE_ITEM);
    }

    /** Nobody may configure the job of a branch: what it does is configured in its multibranch project. */
    private Item configured() {
        return job.getParent() instanceof SCMSourceOwner project ? project : job;
    }

    /** What is known now; asking it twice may have two answers. Does not block. */
    public Snapshot getSnapshot() {
        if (isLive()) {
            LiveReleases.Look look = LiveReleases.get().of(job, target);
            if (look.overview() != null && !isRecordedSince(look.seenAt())) {
                return new Snapshot(
                        look.overview(),
                        Date.from(look.seenAt()),
                        look.pending(),
                        look.error().get(),
                        true);
            }
            return recorded(look.pending(), look.error().get());
        }
        return recorded(false, "");
    }

    /** A run that has ended since then has seen more. */
    private boolean isRecordedSince(Instant seenAt) {
        return Shown.time(target.seenAt())
                .filter(recorded -> recorded.toInstant().isAfter(seenAt))
                .isPresent();
    }

    private Snapshot recorded(boolean pending, String error) {
        Date seenAt = Shown.time(target.seenAt()).orElse(null);
        return new Snapshot(target.overview(), seenAt, pending, error, false);
    }

    /** Whether this user may have the job roll back. */
    public boolean isOffered() {
        return Rollbacks.of(job).filter(way -> way.isOffered(job)).isPresent();
    }

    /** Whether the job's builds wait for each other, so that a rollback would. */
    public boolean isOneAtATime() {
        return !(job instanceof Queue.Task task && task.isConcurrentBuild());
    }

    /** The rollbacks that wait. */
    public List<Waiting> getWaiting() {
        return Rollbacks.waiting(job)
                .filter(waiting -> waiting.getAction(RollbackOrder.class).isAbout(target))
                .map(TargetPage::waiting)
                .toList();
    }

    /** What is under way, that of the newest build first. */
    public List<Running> getRunning() {
        return Conduct.of(job).stream()
                .filter(this::isHere)
                .sorted(Comparator.comparing(
                        (Conduct conduct) -> -conduct.build().getNumber()))
                .map(TargetPage::running)
                .toList();
    }

    /** Before it is known where a run goes, it is where its step says, as far as that says it. */
    private boolean isHere(Conduct conduct) {
        return conduct.place()
                .map(place -> place.touches(target.place()))
                .orElseGet(
                        () -> isNamed(conduct.order().access(), conduct.order().settings()));
    }

    private boolean isNamed(ClusterAccess access, DeploySettings settings) {
        List<String> services = Values.words(settings.getService());
        boolean elsewhere = !access.isEmpty()
                && !(access.getCluster().equals(target.cluster())
                        && access.getServerUrl().equals(target.serverUrl()));
        return !elsewhere
                && (settings.getNamespace().isEmpty() || settings.getNamespace().equals(target.namespace()))
                && (services.isEmpty() || services.stream().anyMatch(target.services()::contains));
    }

    private static Running running(Conduct conduct) {
        LiveDeployment live = new LiveDeployment(conduct);
        return new Running(
                conduct.build().getUrl() + "blue-green/",
                conduct.build().getDisplayName(),
                live.getTitle(),
                live.getSentence());
    }

    private static Waiting waiting(Queue.Item waiting) {
        RollbackOrder order = waiting.getAction(RollbackOrder.class);
        return new Waiting(order.getFrom(), order.getTo(), waiting.getWhy());
    }

    /** The releases, the newest first. */
    public static List<ReleaseRow> rows(Overview overview) {
        List<ReleaseRow> rows = new ArrayList<>();
        if (overview != null) {
            overview.releases().forEach(line -> rows.add(new ReleaseRow(line)));
        }
        Collections.reverse(rows);
        return rows;
    }

    /** A way back as a page shows it, and as it is asked for: from the releases that have the traffic to another. */
    public record Change(List<ReleaseRow> from, ReleaseRow to) {
        /** Names of those that have the traffic, to be sent back with the confirmation. */
        public String names() {
            return from.stream().map(ReleaseRow::getName).collect(Collectors.joining(","));
        }

        /** The same, for people; empty if nothing has the traffic. */
        public String named() {
            return from.stream().map(ReleaseRow::getNamed).collect(Collectors.joining(", "));
        }
    }

    /** Asks for a confirmation: from what to what. */
    @GET
    public void doRollback(StaplerRequest2 request, StaplerResponse2 response, @QueryParameter String to)
            throws IOException, ServletException {
        way().check(job);
        request.setAttribute("change", change(to));
        request.getView(this, "confirm.jelly").forward(request, response);
    }

    /**
     * Has the job roll back, in a build of its own.
     *
     * @param to release that is to have the traffic
     * @param from releases that had it when this was confirmed: if others have it now, it is not what was confirmed
     */
    @POST
    public HttpResponse doStart(@QueryParameter String to, @QueryParameter String from) {
        way().check(job);
        Change change = change(to);
        if (!change.names().equals(from)) {
            throw new Failure(Messages.TargetPage_Moved());
        }
        RollbackOrder order =
                new RollbackOrder(target, change.named(), change.to().getName());
        if (way().schedule(job, order) == null) {
            throw new Failure(Messages.TargetPage_NotBuildable());
        }
        return HttpResponses.redirectTo("../..");
    }

    /** To the release that a request names, if it can be gone back to. */
    private Change change(String to) {
        List<ReleaseRow> rows = rows(getSnapshot().overview());
        return new Change(
                rows.stream().filter(ReleaseRow::isTraffic).toList(),
                rows.stream()
                        .filter(row -> row.getName().equals(to))
                        .filter(ReleaseRow::isWayBack)
                        .findFirst()
                        .orElseThrow(() -> new Failure(Messages.TargetPage_NoRelease())));
    }

    private Rollbacks way() {
        return Rollbacks.of(job).orElseThrow(() -> new Failure(Messages.TargetPage_NoWay()));
    }
}
