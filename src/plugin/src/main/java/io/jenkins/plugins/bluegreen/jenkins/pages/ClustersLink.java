package io.jenkins.plugins.bluegreen.jenkins.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.ManagementLink;
import hudson.util.HttpResponses;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.GET;

/**
 * Leads from <i>Manage Jenkins</i>, whose search knows no sections of pages, to the section of the clusters on the page
 * <i>System</i>.
 */
@Extension
public final class ClustersLink extends ManagementLink {
    @Override
    public String getIconFileName() {
        return "symbol-swap";
    }

    @Override
    public String getDisplayName() {
        return Messages.ClustersLink_DisplayName();
    }

    @Override
    public String getDescription() {
        return Messages.ClustersLink_Description();
    }

    @Override
    public String getUrlName() {
        return "blue-green-clusters";
    }

    @NonNull
    @Override
    public Category getCategory() {
        return Category.CONFIGURATION;
    }

    /** Goes there. */
    @GET
    public HttpResponse doIndex() {
        Jenkins.get().checkPermission(getRequiredPermission());
        return HttpResponses.redirectTo("../configure#" + getUrlName());
    }
}
