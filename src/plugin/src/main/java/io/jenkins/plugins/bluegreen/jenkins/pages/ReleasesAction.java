package io.jenkins.plugins.bluegreen.jenkins.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractItem;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTarget;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTargets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.TransientActionFactory;

/**
 * The releases of what a job deploys; on a folder or multibranch project, of what the jobs in it deploy, each workload
 * once: as the job has it that deployed it last.
 */
public final class ReleasesAction implements Action {
    private final AbstractItem item;

    ReleasesAction(AbstractItem item) {
        this.item = item;
    }

    /** Where the page is. */
    public AbstractItem getItem() {
        return item;
    }

    /** Whether the jobs are to be named. */
    public boolean isFolder() {
        return !(item instanceof Job);
    }

    @Override
    public String getIconFileName() {
        return "symbol-swap";
    }

    @Override
    public String getDisplayName() {
        return Messages.ReleasesAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "blue-green";
    }

    /** The workloads, the newest run first. */
    public Collection<TargetPage> getTargets() {
        record Found(Job<?, ?> job, JobTarget target) {}
        Map<String, TargetPage> pages = new LinkedHashMap<>();
        jobs(item)
                .flatMap(job -> JobTargets.of(job).stream().map(target -> new Found(job, target)))
                .sorted(Comparator.comparing((Found found) -> found.target.at()).reversed())
                .forEach(found -> pages.putIfAbsent(found.target.id(), new TargetPage(item, found.job, found.target)));
        return pages.values();
    }

    /** For addresses: one of them; null if there is no such. */
    public TargetPage getTarget(String id) {
        return getTargets().stream()
                .filter(page -> page.getId().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** The jobs that this user may see. */
    private static Stream<Job<?, ?>> jobs(AbstractItem item) {
        List<? extends Item> all = item instanceof ItemGroup<?> group && !(item instanceof Job)
                ? List.copyOf(group.getItems())
                : List.of(item);
        return all.stream().filter(Job.class::isInstance).map(each -> (Job<?, ?>) each);
    }

    /** Whether this user may see a job that has deployed. Asks for permissions of those alone: this is done for any page. */
    private static boolean hasDeployed(AbstractItem item) {
        List<Job<?, ?>> deploying;
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            deploying = jobs(item).filter(job -> !JobTargets.of(job).isEmpty()).toList();
        }
        return deploying.stream().anyMatch(job -> job.hasPermission(Item.READ));
    }

    /** Puts it where something was deployed. */
    @Extension
    public static final class Factory extends TransientActionFactory<AbstractItem> {
        @Override
        public Class<AbstractItem> type() {
            return AbstractItem.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return ReleasesAction.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull AbstractItem item) {
            return hasDeployed(item) ? List.of(new ReleasesAction(item)) : List.of();
        }
    }
}
