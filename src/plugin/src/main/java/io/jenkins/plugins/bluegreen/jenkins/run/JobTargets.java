package io.jenkins.plugins.bluegreen.jenkins.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Job;
import hudson.model.Run;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where a job deploys to, in the small file {@value #FILE} beside its configuration: a Pipeline says so only while it
 * runs, and pages must not load builds.
 */
public final class JobTargets {
    /** Name of the file. */
    public static final String FILE = "blue-green-deploy.json";

    private static final Logger LOGGER = Logger.getLogger(JobTargets.class.getName());
    private static final int MOST = 20;
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private JobTargets() {}

    /**
     * One workload that a job deploys, and how its newest run on it ended.
     *
     * @param cluster named cluster; empty for none
     * @param credentialsId id of the credential; empty for none
     * @param serverUrl address of the API server; empty for the kubeconfig's
     * @param caCertificate PEM; empty for none
     * @param skipTlsVerify whether any certificate is believed
     * @param namespace where
     * @param services whose traffic is moved
     * @param workload base name
     * @param mode {@code label} or {@code selector}
     * @param versionLabel key of the label that names the version in selector mode
     * @param release that the newest run was about
     * @param version of it
     * @param outcome of the newest run, a word
     * @param message of the newest run, a sentence
     * @param build number of the newest build
     * @param at ISO-8601 instant of its end
     */
    public record Entry(
            String cluster,
            String credentialsId,
            String serverUrl,
            String caCertificate,
            boolean skipTlsVerify,
            String namespace,
            List<String> services,
            String workload,
            String mode,
            String versionLabel,
            String release,
            String version,
            String outcome,
            String message,
            int build,
            String at) {
        /** A copy of what is given. */
        public Entry {
            services = List.copyOf(services);
        }

        /** Which cluster, and who asks. */
        public ClusterAccess access() {
            ClusterAccess access = new ClusterAccess();
            access.setCluster(cluster);
            access.setCredentialsId(credentialsId);
            access.setServerUrl(serverUrl);
            access.setCaCertificate(caCertificate);
            access.setSkipTlsVerify(skipTlsVerify);
            return access;
        }

        private boolean sameTarget(Entry other) {
            return access().equals(other.access())
                    && namespace.equals(other.namespace)
                    && services.equals(other.services)
                    && workload.equals(other.workload);
        }
    }

    /** Writes down where a build deployed to. May block. */
    static synchronized void note(Run<?, ?> build, ClusterAccess access, DeploySettings settings, Report report) {
        Job<?, ?> job = build.getParent();
        Entry entry = new Entry(
                access.getCluster(),
                access.getCredentialsId(),
                access.getServerUrl(),
                access.getCaCertificate(),
                access.isSkipTlsVerify(),
                report.namespace(),
                report.services(),
                report.workload(),
                report.mode(),
                settings.getVersionLabel(),
                report.release(),
                report.version(),
                report.outcome(),
                report.message(),
                build.getNumber(),
                Instant.now().toString());
        List<Entry> entries = new ArrayList<>(of(job));
        entries.removeIf(entry::sameTarget);
        entries.add(0, entry);
        try (AtomicFileWriter writer = new AtomicFileWriter(file(job), StandardCharsets.UTF_8)) {
            writer.write(JSON.writeValueAsString(entries.subList(0, Math.min(MOST, entries.size()))));
            writer.commit();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Where " + job + " deploys to could not be written");
        }
    }

    /** Where a job deployed to, the newest first. */
    public static List<Entry> of(Job<?, ?> job) {
        Path file = file(job);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return List.of(JSON.readValue(file.toFile(), Entry[].class));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Where " + job + " deploys to cannot be read");
            return List.of();
        }
    }

    private static Path file(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve(FILE);
    }
}
