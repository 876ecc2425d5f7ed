package io.jenkins.plugins.bluegreen.jenkins.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterForms;
import io.jenkins.plugins.bluegreen.jenkins.forms.SharedFields;
import io.jenkins.plugins.bluegreen.jenkins.run.DeploySettings;
import net.sf.json.JSONObject;
import org.jvnet.localizer.Localizable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the forms of the build steps have in common. */
public abstract class BuilderForms extends BuildStepDescriptor<Builder> implements SharedFields {
    private final Localizable shown;

    /**
     * A form.
     *
     * @param shown what the step does, for people
     */
    protected BuilderForms(Localizable shown) {
        this.shown = shown;
        if (clazz != DeployBuilder.class) {
            HELP.forEach(field -> addHelpFileRedirect(field, DeployBuilder.class, field));
        }
    }

    @Override
    public Builder newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        DeploySettings.forgetDefaults(form);
        return super.newInstance(request, form);
    }

    @Override
    public final String getDisplayName() {
        return shown.toString();
    }

    /** Every cell of a matrix would deploy the same. */
    @Override
    public final boolean isApplicable(Class<? extends AbstractProject> type) {
        return !type.getName().startsWith("hudson.matrix.");
    }

    /** Whether a cluster answers; uses the credential, so it is not for everybody. */
    @POST
    public FormValidation doTestConnection(
            @CheckForNull @AncestorInPath Item item,
            @QueryParameter String cluster,
            @QueryParameter String credentialsId,
            @QueryParameter String serverUrl,
            @QueryParameter String caCertificate,
            @QueryParameter boolean skipTlsVerify,
            @QueryParameter String namespace) {
        ClusterForms.checkMayConnect(item);
        ClusterAccess access = new ClusterAccess();
        access.setCluster(cluster);
        access.setCredentialsId(credentialsId);
        access.setServerUrl(serverUrl);
        access.setCaCertificate(caCertificate);
        access.setSkipTlsVerify(skipTlsVerify);
        return Questions.connection(item, access, namespace);
    }
}
