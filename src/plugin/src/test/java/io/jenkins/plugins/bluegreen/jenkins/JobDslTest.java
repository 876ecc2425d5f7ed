package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.RollbackBuilder;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import javaposse.jobdsl.plugin.GlobalJobDslSecurityConfiguration;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Jobs that are generated name the build steps by the symbols of the Pipeline steps. */
@WithJenkins
class JobDslTest {
    @Test
    void bothBuildStepsAreMadeByTheirSymbols(JenkinsRule jenkins) throws Exception {
        GlobalJobDslSecurityConfiguration.all()
                .get(GlobalJobDslSecurityConfiguration.class)
                .setUseScriptSecurity(false);
        ExecuteDslScripts script = new ExecuteDslScripts();
        script.setScriptText("""
                job('generated') {
                  steps {
                    blueGreenDeploy {
                      credentialsId('prod')
                      serverUrl('https://example.com:6443')
                      service('demo-service')
                      manifest('k8s/replicaset.yaml')
                      version('v${BUILD_NUMBER}')
                      gate('./smoke.sh')
                      retire('scale-down')
                      history(5)
                    }
                    blueGreenRollback {
                      cluster('prod')
                      service('demo-service')
                      to('previous')
                    }
                  }
                }
                """);
        FreeStyleProject seed = jenkins.createFreeStyleProject("seed");
        seed.getBuildersList().add(script);
        jenkins.buildAndAssertSuccess(seed);

        FreeStyleProject job = jenkins.jenkins.getItemByFullName("generated", FreeStyleProject.class);
        DeployBuilder deploy = job.getBuildersList().get(DeployBuilder.class);
        assertThat(deploy.getService()).isEqualTo("demo-service");
        assertThat(deploy.getVersion()).isEqualTo("v${BUILD_NUMBER}");
        assertThat(deploy.getGate()).isEqualTo("./smoke.sh");
        assertThat(deploy.getRetire()).isEqualTo("scale-down");
        assertThat(deploy.getHistory()).isEqualTo(5);
        assertThat(deploy.getDrain()).isEqualTo("30s");
        RollbackBuilder back = job.getBuildersList().get(RollbackBuilder.class);
        assertThat(back.getCluster()).isEqualTo("prod");
        assertThat(back.getTo()).isEqualTo("previous");
    }
}
