package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.RollbackBuilder;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Jobs that were saved by an earlier version mean the same: this file is never changed, only joined by others. */
@WithJenkins
class SavedFormTest {
    @Test
    void aJobOfTheFirstVersionIsReadAsItWas(JenkinsRule jenkins) throws Exception {
        try (InputStream saved = getClass().getResourceAsStream("saved-by-first.xml")) {
            FreeStyleProject job = (FreeStyleProject) jenkins.jenkins.createProjectFromXML("saved", saved);

            DeployBuilder deploy = job.getBuildersList().get(DeployBuilder.class);
            assertThat(deploy.getCredentialsId()).isEqualTo("prod");
            assertThat(deploy.getServerUrl()).isEqualTo("https://example.com:6443");
            assertThat(deploy.getNamespace()).isEqualTo("marlon");
            assertThat(deploy.getService()).isEqualTo("demo-service");
            assertThat(deploy.getManifest()).isEqualTo("k8s/replicaset.yaml");
            assertThat(deploy.getVersion()).isEqualTo("v${BUILD_NUMBER}");
            assertThat(deploy.getGate()).isEqualTo("./smoke.sh");
            assertThat(deploy.getRetire()).isEqualTo("scale-down");
            assertThat(deploy.getHistory()).isEqualTo(5);
            assertThat(deploy.getCutover()).isEqualTo("auto");
            assertThat(deploy.getDrain()).isEqualTo("30s");
            RollbackBuilder back = job.getBuildersList().get(RollbackBuilder.class);
            assertThat(back.getCluster()).isEqualTo("prod");
            assertThat(back.getTo()).isEqualTo("previous");
        }
    }
}
