package io.jenkins.plugins.bluegreen.jenkins.back;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.bluegreen.jenkins.Builds;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTarget;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GroovyTest {
    private static final String HOSTILE =
            "'); error('out') //\\u0027 \\\\u0027 \\' $x ${1 + 1} \"\n\r\t\u0000 \u84dd \\";

    @Test
    void aTextIsThatTextWhateverItHolds(JenkinsRule jenkins) throws Exception {
        StringBuilder codes = new StringBuilder();
        HOSTILE.chars().forEach(each -> codes.append(each).append(' '));

        WorkflowRun run = Builds.run(jenkins, "literal", Result.SUCCESS, """
                def text = %s
                def codes = ''
                for (int i = 0; i < text.length(); i++) {
                  codes += ((int) text.charAt(i)) + ' '
                }
                echo "codes: ${codes}end"
                """.formatted(Groovy.literal(HOSTILE)));

        jenkins.assertLogContains("codes: " + codes + "end", run);
    }

    @Test
    void namesWhatIsKnownAndNothingElse() {
        JobTarget target = new JobTarget(
                "prod",
                "",
                "",
                "",
                false,
                "https://prod.example.com:6443",
                "marlon",
                List.of("one", "two"),
                "demo-rs",
                "label",
                "version",
                Map.of("readyTimeout", "5m", "cutover", "overlap", "retire", "delete"),
                "",
                "",
                "promoted",
                "",
                1,
                "2026-01-01T00:00:00Z",
                null,
                "");

        assertThat(Groovy.step(new RollbackOrder(target, "demo-rs-v002", "demo-rs-v001")))
                .isEqualTo("blueGreenRollback(cluster: 'prod', namespace: 'marlon', service: 'one,two',"
                        + " workload: 'demo-rs', versionLabel: 'version', cutover: 'overlap',"
                        + " readyTimeout: '5m', to: 'demo-rs-v001')\n");
    }
}
