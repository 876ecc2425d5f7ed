package io.jenkins.plugins.bluegreen.jenkins.cluster;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.security.ACL;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuth;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthConfig;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthException;
import org.jenkinsci.plugins.kubernetes.auth.impl.KubernetesAuthKubeconfig;
import org.jvnet.localizer.Localizable;
import org.springframework.security.core.Authentication;

/**
 * Makes identities of what jobs say. Starts from an empty configuration, so that nothing of the controller's own account
 * or environment is used unawares. May block: a credential can come from a vault, a token from a server.
 */
public final class Identities {
    private Identities() {}

    /**
     * The identity of a build: credentials that its job may use, as whom it runs.
     *
     * @param access what the job says
     * @param build that asks
     * @throws InvalidInputException with a sentence that holds no secret
     */
    public static Identity of(ClusterAccess access, Run<?, ?> build) {
        return of(access, id -> {
            StandardCredentials found =
                    CredentialsProvider.findCredentialById(id, StandardCredentials.class, build, List.of());
            return found == null ? null : CredentialsProvider.track(build, found);
        });
    }

    /**
     * The identity of an item without a build: credentials of the item, as whom its builds run.
     *
     * @param access what the job says
     * @param item that asks; null for a form outside of any item
     * @throws InvalidInputException with a sentence that holds no secret
     */
    public static Identity of(ClusterAccess access, @CheckForNull Item item) {
        Authentication as = ClusterForms.buildsRunAs(item);
        return of(
                access,
                id -> CredentialsProvider.findCredentialByIdInItem(id, StandardCredentials.class, item, as, List.of()));
    }

    /**
     * The identity of a job that is gone: of the credentials that jobs may use where it was. Those that are for the
     * controller alone are not among them.
     *
     * @param access what the job said
     * @param job full name that it had
     * @throws InvalidInputException with a sentence that holds no secret
     */
    public static Identity ofGone(ClusterAccess access, String job) {
        ItemGroup<?> where = surviving(job);
        return of(access, id -> {
            StandardCredentials found = CredentialsProvider.findCredentialByIdInItemGroup(
                    id, StandardCredentials.class, where, ACL.SYSTEM2, List.of());
            return found == null || found.getScope() == CredentialsScope.SYSTEM ? null : found;
        });
    }

    /** Whether the builds of a job run as the system, not as a user who may be allowed less. */
    public static boolean areOfTheSystem(Item job) {
        return ACL.SYSTEM2.equals(ClusterForms.buildsRunAs(job));
    }

    private static ItemGroup<?> surviving(String job) {
        String name = job;
        while (name.contains("/")) {
            name = name.substring(0, name.lastIndexOf('/'));
            if (Jenkins.get().getItemByFullName(name) instanceof ItemGroup<?> folder) {
                return folder;
            }
        }
        return Jenkins.get();
    }

    private static Identity of(ClusterAccess access, Function<String, StandardCredentials> credentials) {
        if (access.getCluster().isEmpty()) {
            return resolve(access, credentials);
        }
        Localizable asked = Messages._Identities_Cluster(access.getCluster());
        if (access.redirects()) {
            throw new UnusableAccess(asked, Messages._Identities_Redirected(), Messages._Identities_Redirected_Todo());
        }
        NamedCluster cluster = ClusterConfiguration.get()
                .named(access.getCluster())
                .orElseThrow(() -> new UnusableAccess(
                        asked, Messages._Identities_NoCluster(), Messages._Identities_NoCluster_Todo()));
        return resolve(cluster.access(access.getCredentialsId()), credentials);
    }

    private static Identity resolve(ClusterAccess access, Function<String, StandardCredentials> credentials) {
        String id = access.getCredentialsId();
        if (id.isEmpty()) {
            return own(access);
        }
        Localizable asked = Messages._Identities_Credentials(id);
        StandardCredentials found = credentials.apply(id);
        if (found == null) {
            throw new UnusableAccess(
                    asked, Messages._Identities_NoCredentials(), Messages._Identities_NoCredentials_Todo());
        }
        KubernetesAuth auth = AuthenticationTokens.convert(KubernetesAuth.class, found);
        if (auth == null) {
            throw new UnusableAccess(asked, Messages._Identities_WrongKind(), Messages._Identities_WrongKind_Todo());
        }
        if (auth instanceof KubernetesAuthKubeconfig file) {
            Kubeconfig kubeconfig = Kubeconfig.parse(file.getKubeconfig());
            return identity(asked, access, kubeconfig.into(empty()), kubeconfig.namespace());
        }
        if (access.getServerUrl().isEmpty()) {
            throw new UnusableAccess(asked, Messages._Identities_NoServer(), Messages._Identities_NoServer_Todo());
        }
        try {
            KubernetesAuthConfig at = new KubernetesAuthConfig(
                    access.getServerUrl(), access.getCaCertificate(), access.isSkipTlsVerify());
            return identity(asked, access, auth.decorate(empty(), at), "");
        } catch (KubernetesAuthException | IllegalArgumentException e) {
            // What it says may quote an answer of the server that makes tokens.
            throw new UnusableAccess(asked, Messages._Identities_Unusable(), Messages._Identities_Unusable_Todo());
        }
    }

    /**
     * Without a credential: the account that the controller itself has, if an administrator allows that, and only for the
     * cluster that it is of: elsewhere somebody could keep its token.
     */
    private static Identity own(ClusterAccess access) {
        if (!ClusterConfiguration.get().isAllowOwnAccount()) {
            throw new UnusableAccess(
                    Messages._Identities_Nobody(),
                    Messages._Identities_Nobody_Found(),
                    Messages._Identities_Nobody_Todo());
        }
        if (access.redirects()) {
            throw new UnusableAccess(
                    Messages._Identities_Nobody(),
                    Messages._Identities_OwnRedirected(),
                    Messages._Identities_OwnRedirected_Todo());
        }
        Config own = Config.autoConfigure(null);
        return identity(Messages._Identities_Nobody(), access, new ConfigBuilder(own), own.getNamespace());
    }

    private static ConfigBuilder empty() {
        return new ConfigBuilder(Config.empty()).withAutoConfigure(false);
    }

    /** What the job says comes last: a kubeconfig has its own server and trust. */
    private static Identity identity(Localizable asked, ClusterAccess access, ConfigBuilder config, String namespace) {
        if (!access.getServerUrl().isEmpty()) {
            config.withMasterUrl(access.getServerUrl());
        }
        if (!access.getCaCertificate().isEmpty()) {
            config.withCaCertData(certificate(access.getCaCertificate()));
        }
        if (access.isSkipTlsVerify()) {
            config.withTrustCerts(true);
            config.withDisableHostnameVerification(true);
        }
        String server = config.getMasterUrl();
        if (server == null || ClusterForms.checkServerUrl(server).kind == hudson.util.FormValidation.Kind.ERROR) {
            throw new UnusableAccess(
                    asked, Messages._ClusterForms_BadServerUrl(), Messages._Identities_NoServer_Todo());
        }
        return new Identity(config.build(), namespace == null ? "" : namespace);
    }

    /** The client wants base64 of a PEM; people paste the PEM, or what stands in a kubeconfig. */
    private static String certificate(String given) {
        return given.startsWith("-----")
                ? Base64.getEncoder().encodeToString(given.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                : given.replaceAll("\\s", "");
    }
}
