package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterConfiguration;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Attacks in one Jenkins, each on a cluster of its own; a test shows that its attack fails. */
abstract class UnderAttack extends BesideDemo {
    @TempDir
    protected Path folder;

    @BeforeEach
    void forget() throws Exception {
        name += "-" + System.nanoTime();
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        Demo.credential(Demo.CREDENTIAL);
        ClusterConfiguration.get().setClusters(List.of());
    }

    protected String deploy(String where) {
        return "blueGreenDeploy %s, namespace: 'marlon', service: 'demo-service', manifestText: %s, version: 'v1'"
                .formatted(where, Demo.groovy(Demo.manifest()));
    }

    protected String refusal(String where) throws Exception {
        WorkflowRun run = Builds.run(jenkins, name, Result.FAILURE, deploy(where));
        assertThat(demo.releases()).isEmpty();
        return Builds.error(run, "blueGreenDeploy");
    }
}
