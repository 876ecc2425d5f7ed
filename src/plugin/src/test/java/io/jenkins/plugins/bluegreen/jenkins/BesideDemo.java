package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests in one Jenkins that has the credential of the demonstration; each has a cluster of its own. */
@WithJenkins
public abstract class BesideDemo {
    /** For all tests of a class. */
    protected static JenkinsRule jenkins;

    /** For one test. */
    protected final Demo demo = Demo.start();

    /** Of the test's method: a job of this name is this test's alone. */
    protected String name;

    @BeforeAll
    static void keep(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Demo.credential(Demo.CREDENTIAL);
    }

    @BeforeEach
    void name(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void close() {
        demo.close();
    }

    /** Runs a script in a new job. */
    protected WorkflowRun run(Result result, String script) throws Exception {
        return Builds.run(jenkins, name + "-" + System.nanoTime(), result, script);
    }

    protected void serveV1() throws Exception {
        run(Result.SUCCESS, demo.deploy("v1"));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }
}
