package io.jenkins.plugins.bluegreen.jenkins.pages;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.HttpResponses;
import io.jenkins.plugins.bluegreen.jenkins.record.Deployment;
import io.jenkins.plugins.bluegreen.jenkins.record.DeploymentListener;
import io.jenkins.plugins.bluegreen.jenkins.record.Records;
import io.jenkins.plugins.bluegreen.jenkins.run.Conduct;
import io.jenkins.plugins.bluegreen.jenkins.run.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.GET;

/**
 * The deployments of a build: a summary on its page, and a page of their own. Saved with the build it says only that
 * there are some; what they were like is read from the records.
 */
@SuppressFBWarnings(
        value = "UWF_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
        justification = "Jenkins attaches it to its build.")
public final class DeploymentsAction implements RunAction2 {
    private static final Logger LOGGER = Logger.getLogger(DeploymentsAction.class.getName());

    private transient Run<?, ?> run;

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
    }

    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public String getIconFileName() {
        return "symbol-swap";
    }

    @Override
    public String getDisplayName() {
        return Messages.DeploymentsAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "blue-green";
    }

    /** What has ended, the oldest first. */
    public List<DeploymentView> getDeployments() {
        List<DeploymentView> views = new ArrayList<>();
        for (Deployment deployment : Records.of(run)) {
            views.add(new DeploymentView(deployment, views.size() + 1));
        }
        return views;
    }

    /** What goes on now; what is written down already has ended, whatever is still looked at. */
    public List<LiveDeployment> getLive() {
        List<Conduct> all = Conduct.of(run);
        List<Deployment> ended = all.isEmpty() ? List.of() : Records.of(run);
        return all.stream()
                .filter(conduct -> ended.stream().noneMatch(deployment -> isAbout(deployment, conduct.order())))
                .map(LiveDeployment::new)
                .sorted(Comparator.comparing(LiveDeployment::getId))
                .toList();
    }

    private static boolean isAbout(Deployment deployment, Order order) {
        return deployment.step().equals(order.step())
                && deployment.kind().equals(order.kind().name().toLowerCase(Locale.ROOT));
    }

    /** How far it is: what the page asks for as long as the build goes on. */
    @GET
    public HttpResponse doProgress() {
        run.checkPermission(Item.READ);
        return HttpResponses.okJSON(LiveDeployment.json(getLive(), run.isBuilding()));
    }

    /** Marks builds that deploy. */
    @Extension
    public static final class Marker implements DeploymentListener {
        @Override
        public void deploys(Run<?, ?> build) {
            synchronized (DeploymentsAction.class) {
                if (build.getAction(DeploymentsAction.class) != null) {
                    return;
                }
                build.addAction(new DeploymentsAction());
            }
            try {
                build.save();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "That " + build + " deploys could not be saved");
            }
        }
    }
}
