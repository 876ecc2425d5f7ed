package io.jenkins.plugins.bluegreen.jenkins.pages;

import static io.jenkins.plugins.bluegreen.jenkins.pages.Html.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.bluegreen.jenkins.BesideDemo;
import io.jenkins.plugins.bluegreen.jenkins.Builds;
import io.jenkins.plugins.bluegreen.jenkins.record.Deployment;
import io.jenkins.plugins.bluegreen.jenkins.record.Records;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.Page;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What a build's own pages tell of its deployments. */
class BuildPageTest extends BesideDemo {
    private static HtmlPage page(Run<?, ?> run, String path) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            return client.getPage(run, path);
        }
    }

    @Test
    void tellsAndDrawsWhatHappened() throws Exception {
        WorkflowRun run = Builds.run(jenkins, "draws", Result.SUCCESS, demo.deploy("v1") + demo.deploy("v2"));

        assertThat(texts(page(run, ""), ".app-summary div"))
                .contains("demo-rs-v001 (v1) has the traffic; nothing had it before.")
                .anyMatch(text -> text.startsWith("demo-rs-v002 (v2) has the traffic of demo-rs-v001: cutover in")
                        && text.endsWith("versions mixed for 0 ms."));
        HtmlPage page = page(run, "blue-green/");
        assertThat(texts(page, "h2")).containsExactly("Deploy: demo-rs", "Deploy: demo-rs");
        DomElement second = page.getElementById("deployment-2");
        assertThat(second.querySelectorAll("svg.bg-timeline")).isNotEmpty();
        DomElement svg = second.querySelector("svg.bg-timeline");
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        for (String id : svg.getAttribute("aria-labelledby").split(" ")) {
            assertThat(page.getElementById(id).getTextContent()).isNotBlank();
        }
        assertThat(svg.querySelector("desc").getTextContent())
                .contains("demo-rs-v001: 3 ready pods and 3 endpoints at the beginning, 3 ready pods and 0 endpoints")
                .contains("stood in a Service at once for 0 ms");
        assertThat(svg.querySelectorAll("g.bg-green path")).hasSize(3);
        assertThat(svg.querySelectorAll("g.bg-blue path")).hasSize(3);
        assertThat(svg.querySelectorAll("rect.bg-mixed")).isEmpty();
        assertThat(second.asNormalizedText())
                .contains("Flip", "Hand back", "Warm-up", "Requests to the API server", "docker.io/bebullish/demo:v2")
                .contains("demo-service points at the new release");
    }

    @Test
    void hasNoScriptNorStyleInItself() throws Exception {
        WorkflowRun run = Builds.run(jenkins, "csp", Result.SUCCESS, demo.deploy("v1"));

        HtmlPage page = page(run, "blue-green/");

        Html.assertNothingInline(page);
    }

    @Test
    void saysWhyARunWasRefusedAndEscapesIt() throws Exception {
        WorkflowRun run =
                Builds.run(jenkins, "refused", Result.FAILURE, demo.deploy("</pre><script>alert(1)</script>\\'\""));

        HtmlPage page = page(run, "blue-green/");

        assertThat(texts(page, ".jenkins-alert-danger"))
                .anyMatch(text -> text.startsWith("Refused: ") && text.contains("</pre><script>alert(1)</script>"));
        assertThat(page.getWebResponse().getContentAsString()).doesNotContain("<script>alert(1)");
        assertThat(page(run, "").getWebResponse().getContentAsString()).doesNotContain("<script>alert(1)");
    }

    @Test
    void givesEachLineOfWhatThePodsSaidALine() throws Exception {
        WorkflowRun run = Builds.run(jenkins, "crashes", Result.FAILURE, demo.deploy("crash"));

        HtmlPage page = page(run, "blue-green/");

        assertThat(texts(page, "h3")).startsWith("What the pods said");
        assertThat(page.<DomElement>querySelector("pre").getTextContent().lines())
                .hasSizeGreaterThan(1)
                .allMatch(line -> line.matches("demo-rs-v001(-\\w+)?( \\w+|, container demo, wrote): .+"))
                .anyMatch(line -> line.contains("BackOff: Back-off restarting failed container"))
                .anyMatch(line -> line.endsWith("wrote: Error: cannot start, exit code 1"));
    }

    @Test
    void keepsItsDataOutOfTheBuildsOwnFileAndGoesWithTheBuild() throws Exception {
        WorkflowRun run = Builds.run(jenkins, "files", Result.SUCCESS, demo.deploy("v1"));
        Path folder = run.getRootDir().toPath().resolve(Records.FOLDER);

        assertThat(folder).isDirectoryContaining("glob:**.json");
        assertThat(Files.readString(run.getRootDir().toPath().resolve("build.xml")))
                .contains("DeploymentsAction")
                .doesNotContain("atMillis");

        run.delete();

        assertThat(folder).doesNotExist();
    }

    @Test
    void tellsHowFarItIsWhileItRuns() throws Exception {
        WorkflowRun run = Builds.start(jenkins, "progress", demo.deploy("never-ready"));
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(progress(run).toString()).contains("0 of 3 pods ready, 0 serve"));

        HtmlPage page = page(run, "blue-green/");
        JSONObject state = progress(run);

        assertThat(texts(page, ".bg-live .jenkins-card__title")).containsExactly("Deploy");
        assertThat(texts(page, ".bg-live .bg-sentence").get(0)).startsWith("Waiting for");
        assertThat(page.querySelectorAll(".bg-live progress[aria-label][max='3'][value='0']"))
                .hasSize(1);
        assertThat(state.getBoolean("building")).isTrue();
        JSONObject live = state.getJSONArray("running").getJSONObject(0);
        assertThat(live.getString("id"))
                .isEqualTo(((DomElement) page.querySelector(".bg-live")).getAttribute("data-id"));
        assertThat(live.getString("phase")).matches("Warm-up, .+ since the beginning");

        run.doStop();
        jenkins.waitForCompletion(run);

        assertThat(progress(run).getBoolean("building")).isFalse();
        assertThat(progress(run).getJSONArray("running").size()).isZero();
        HtmlPage ended = page(run, "blue-green/");
        assertThat(texts(ended, ".jenkins-alert-danger"))
                .as("who aborts it has no failure")
                .isEmpty();
        assertThat(texts(ended, ".jenkins-alert-warning"))
                .singleElement()
                .asString()
                .doesNotContain("Failed")
                .endsWith("Traffic was never touched");
    }

    @Test
    void tellsHowFarAFreestyleBuildIs() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("freestyle");
        job.getBuildersList().add(demo.builder("never-ready"));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(progress(build).toString()).contains("0 of 3 pods ready, 0 serve"));
        assertThat(texts(page(build, "blue-green/"), ".bg-live .jenkins-card__title"))
                .containsExactly("Deploy");

        build.doStop();
        jenkins.waitForCompletion(build);
        assertThat(progress(build).getJSONArray("running").size()).isZero();
    }

    private static JSONObject progress(Run<?, ?> run) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            Page answer = client.goTo(run.getUrl() + "blue-green/progress", "application/json");
            return JSONObject.fromObject(answer.getWebResponse().getContentAsString())
                    .getJSONObject("data");
        }
    }

    @Test
    void isThereForABuildThatPreparedAndWaits() throws Exception {
        WorkflowRun run = Builds.run(
                jenkins, "prepared", Result.SUCCESS, demo.deploy("v1") + demo.prepare("v2") + "blueGreenDiscard()");

        List<Deployment> all = Records.of(run);

        assertThat(all).extracting(Deployment::kind).containsExactly("deploy", "prepare", "discard");
        assertThat(texts(page(run, "blue-green/"), ".jenkins-alert-info"))
                .contains(
                        "demo-rs-v002 (v2) is available without traffic, and waits to be promoted.",
                        "demo-rs-v002 (v2) was discarded; it never had traffic.");
    }
}
