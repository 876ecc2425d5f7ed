package io.jenkins.plugins.bluegreen.jenkins.pages;

import static io.jenkins.plugins.bluegreen.jenkins.pages.Html.texts;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.scm.NullSCM;
import io.jenkins.plugins.bluegreen.jenkins.Demo;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceCriteria;
import jenkins.scm.impl.SingleSCMSource;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.AbstractWorkflowBranchProjectFactory;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The releases of a multibranch project, whose branches nobody may configure. */
@WithJenkins
class MultibranchPageTest {
    @Test
    void asksTheClusterForThoseWhoMayConfigureTheProject(JenkinsRule jenkins) throws Exception {
        Demo.credential(Demo.CREDENTIAL);
        Visitors visitors = Visitors.of(jenkins);
        try (Demo demo = Demo.start()) {
            WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "branches");
            project.setProjectFactory(new OneStep(demo.deploy("v1")));
            project.getSourcesList().add(new BranchSource(new SingleSCMSource("main", new NullSCM())));
            project.scheduleBuild2(0).getFuture().get();
            jenkins.waitUntilNoActivity();
            WorkflowJob branch = project.getItem("main");
            jenkins.assertBuildStatusSuccess(branch.getLastBuild());

            for (Item item : List.of(project, branch)) {
                visitors.awaitLive(item);
                for (String user : List.of("reader", "user")) {
                    HtmlPage page = visitors.page(user, item);
                    assertThat(texts(page, ".bg-status"))
                            .singleElement()
                            .asString()
                            .startsWith("As last seen, at");
                    assertThat(texts(page, "tbody th")).containsExactly("demo-rs-v001 v1");
                }
            }
        }
    }

    /** Each branch has the same script. */
    public static final class OneStep extends AbstractWorkflowBranchProjectFactory {
        private final String script;

        OneStep(String script) {
            this.script = script;
        }

        @Override
        protected FlowDefinition createDefinition() {
            try {
                return new CpsFlowDefinition(script, true);
            } catch (Descriptor.FormException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        protected SCMSourceCriteria getSCMSourceCriteria(SCMSource source) {
            return (probe, listener) -> true;
        }
    }
}
