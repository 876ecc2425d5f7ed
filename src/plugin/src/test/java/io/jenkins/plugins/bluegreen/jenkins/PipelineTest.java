package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class PipelineTest {
    @Test
    void deploysInOneStep(JenkinsRule jenkins) throws Exception {
        try (Demo demo = Demo.start()) {
            demo.credential();
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "deploy");
            job.setDefinition(new CpsFlowDefinition("""
                    def r = blueGreenDeploy %s, manifestText: %s, version: 'v1'
                    echo "${r.outcome} ${r.release} mixed ${r.mixedWindowMillis}"
                    """.formatted(demo.where(), Demo.groovy(Demo.manifest())), true));

            WorkflowRun run = jenkins.buildAndAssertSuccess(job);

            jenkins.assertLogContains("promoted demo-rs-v001 mixed 0", run);
            assertThat(demo.serving()).containsExactly("demo-rs-v001");
        }
    }
}
