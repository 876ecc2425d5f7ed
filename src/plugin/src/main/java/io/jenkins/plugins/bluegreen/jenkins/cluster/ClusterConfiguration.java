package io.jenkins.plugins.bluegreen.jenkins.cluster;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PersistentDescriptor;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import java.util.List;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** What an administrator defines for all jobs: named clusters, and whether the controller's own account may be used. */
@Extension
@Symbol("blueGreenDeploy")
public final class ClusterConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    private List<NamedCluster> clusters = List.of();
    private boolean allowOwnAccount;

    /** This controller's. */
    public static ClusterConfiguration get() {
        return ExtensionList.lookupSingleton(ClusterConfiguration.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.ClusterConfiguration_DisplayName();
    }

    /** A form in which the last cluster was removed says nothing of clusters. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        if (!form.has("clusters")) {
            form.put("clusters", new JSONArray());
        }
        return super.configure(request, form);
    }

    /** The clusters that jobs may name. */
    public List<NamedCluster> getClusters() {
        return List.copyOf(clusters);
    }

    /** Sets {@link #getClusters}. */
    @DataBoundSetter
    public void setClusters(List<NamedCluster> clusters) {
        this.clusters = clusters == null ? List.of() : List.copyOf(clusters);
        save();
    }

    /** Whether a job without a credential uses the account that the controller itself has in its cluster. */
    public boolean isAllowOwnAccount() {
        return allowOwnAccount;
    }

    /** Sets {@link #isAllowOwnAccount}. */
    @DataBoundSetter
    public void setAllowOwnAccount(boolean allowOwnAccount) {
        this.allowOwnAccount = allowOwnAccount;
        save();
    }

    /** The cluster of a name. */
    public Optional<NamedCluster> named(String name) {
        return clusters.stream()
                .filter(cluster -> cluster.getName().equals(name))
                .findFirst();
    }
}
