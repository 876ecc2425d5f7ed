package io.jenkins.plugins.bluegreen.jenkins.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.Functions;
import hudson.plugins.git.GitSCM;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** All Groovy of the documentation and every example Pipeline is run, as it is written, from a Git repository. */
@WithJenkins
class DocumentationTest {
    private static JenkinsRule jenkins;
    private static boolean allowed;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        allowed = GitSCM.ALLOW_LOCAL_CHECKOUT;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
    }

    @AfterAll
    static void forbid() {
        GitSCM.ALLOW_LOCAL_CHECKOUT = allowed;
    }

    static List<Snippet> snippets() throws Exception {
        return Snippet.all();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void doesWhatItSays(Snippet snippet, @TempDir Path folder) throws Exception {
        assumeTrue(
                !Functions.isWindows(), "Skipped: pods listen on addresses that only Linux binds, and curl is asked");
        Scenario scenario = Scenarios.of(snippet);
        try (Site site = new Site(jenkins, snippet, folder)) {
            assertThatCode(() -> scenario.play(site)).as("%s", snippet).doesNotThrowAnyException();
        }
    }

    @Test
    void everyScenarioHasItsSnippet() throws Exception {
        assertThat(snippets())
                .extracting(Snippet::name)
                .containsAll(Scenarios.all().keySet());
    }

    @Test
    void showsDeclarativeAndScripted() throws Exception {
        List<Snippet> whole = snippets().stream()
                .filter(snippet -> snippet.name().endsWith(".Jenkinsfile"))
                .toList();
        assertThat(whole).anyMatch(Snippet::declarative).anyMatch(snippet -> !snippet.declarative());
    }

    @Test
    void findsBlocksAndCallsInSentences() {
        String page = """
                Calls `blueGreenDeploy version: 'v1'` or `blueGreenPromote()`, a name such as `blueGreenStatus`.

                - In a list:

                  ```groovy
                  blueGreenRollback()
                  ```

                ```sh
                echo
                ```
                """;

        assertThat(Snippet.of("a.md", page))
                .containsExactly(
                        new Snippet("a.md, block 1", "  blueGreenRollback()\n"),
                        new Snippet("a.md, sentence 1", "blueGreenDeploy version: 'v1'"));
    }

    @Test
    void saysWhenNothingRunsASnippet() {
        assertThatThrownBy(() -> Scenarios.of(new Snippet("docs/examples/new.Jenkinsfile", "")))
                .hasMessageContaining("docs/examples/new.Jenkinsfile shows Groovy that nothing runs. Add a scenario");
    }
}
