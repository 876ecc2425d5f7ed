package io.jenkins.plugins.bluegreen.jenkins.cluster;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuth;
import org.springframework.security.core.Authentication;

/** What the forms of steps, builders and clusters have in common. Callers have checked permissions, where not said. */
public final class ClusterForms {
    private ClusterForms() {}

    /**
     * Throws unless the user may look at a form and check what is typed into it.
     *
     * @param item where the form is; null outside of any item, as for the syntax of Pipeline steps
     */
    public static void checkMayLook(@CheckForNull Item item) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.EXTENDED_READ);
        }
    }

    /**
     * Throws unless the user may use credentials of an item with an address of their own.
     *
     * @param item where the form is; null outside of any item
     */
    public static void checkMayConnect(@CheckForNull Item item) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.CONFIGURE);
            item.checkPermission(CredentialsProvider.USE_ITEM);
        }
    }

    /**
     * The credentials that an item may use; checks permissions itself.
     *
     * @param item where the form is; null outside of any item
     * @param current what is chosen now; all that is shown to who may not look
     */
    public static ListBoxModel credentials(@CheckForNull Item item, String current) {
        StandardListBoxModel model = new StandardListBoxModel();
        boolean mayLook = item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
        if (!mayLook) {
            return model.includeCurrentValue(Util.fixNull(current));
        }
        model.includeEmptyValue();
        model.includeMatchingAs(
                buildsRunAs(item),
                item,
                StandardCredentials.class,
                List.of(),
                AuthenticationTokens.matcher(KubernetesAuth.class));
        return model.includeCurrentValue(Util.fixNull(current));
    }

    /** As whom the builds of an item run; the system where there is no item. */
    static Authentication buildsRunAs(@CheckForNull Item item) {
        return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }

    /** The clusters that an administrator defined. */
    public static ListBoxModel clusters() {
        ListBoxModel model = new ListBoxModel();
        model.add(Messages.ClusterForms_NoCluster(), "");
        ClusterConfiguration.get().getClusters().forEach(cluster -> model.add(cluster.getName()));
        return model;
    }

    /** Whether an address can be one of an API server. */
    public static FormValidation checkServerUrl(String value) {
        String address = Util.fixEmptyAndTrim(value);
        if (address == null) {
            return FormValidation.ok();
        }
        try {
            URI uri = new URI(address);
            boolean http = "http".equals(uri.getScheme());
            if (uri.getHost() == null || !(http || "https".equals(uri.getScheme())) || uri.getUserInfo() != null) {
                return FormValidation.error(Messages.ClusterForms_BadServerUrl());
            }
            return http ? FormValidation.warning(Messages.ClusterForms_PlainHttp()) : FormValidation.ok();
        } catch (URISyntaxException e) {
            return FormValidation.error(Messages.ClusterForms_BadServerUrl());
        }
    }

    /** Says what it means to believe any certificate. */
    public static FormValidation checkSkipTlsVerify(boolean value) {
        return value ? FormValidation.warning(Messages.ClusterForms_SkipTlsVerify()) : FormValidation.ok();
    }
}
