package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.Functions;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Which files a manifest is read from, and what is kept of it. */
class ManifestSecurityTest extends UnderAttack {
    @Test
    void aManifestPathDoesNotLeaveTheWorkspace() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the workspace is filled by a shell");
        Path outside = Files.writeString(folder.resolve("outside.yaml"), Demo.manifest());
        WorkflowRun run =
                Builds.run(jenkins, name, Result.SUCCESS, """
                def refused(path) {
                  try { blueGreenDeploy %s, version: 'v1', manifest: path; error 'taken: ' + path }
                  catch (hudson.AbortException e) { echo path + ' -> ' + e.message }
                }
                node {
                  sh 'ln -s %s link.yaml; ln -s %s dir'
                  refused('../../outside.yaml'); refused('%s'); refused('link.yaml'); refused('dir/outside.yaml')
                }
                """.formatted(demo.where(), outside, folder, outside));

        assertThat(Builds.log(run)
                        .lines()
                        .filter(line ->
                                line.contains("-> Manifest") && line.contains("but it leads out of the workspace")))
                .hasSize(4);
        assertThat(demo.releases()).isEmpty();
    }

    @Test
    void aManifestIsAtMostOneMebibyte() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the workspace is filled by a shell");
        WorkflowRun run = Builds.run(
                jenkins,
                name,
                Result.FAILURE,
                "node { sh 'head -c 1100000 /dev/zero > big.yaml'; blueGreenDeploy %s, version: 'v1', manifest: 'big.yaml' }"
                        .formatted(demo.where()));

        assertThat(Builds.error(run, "blueGreenDeploy")).contains("it is larger than 1 MiB");
    }

    @Test
    void aSecretAsTextIsRefusedAndForgotten() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the workspace is filled by a shell");
        Path file = Files.writeString(
                folder.resolve("s.yaml"),
                "kind: Secret\napiVersion: v1\nmetadata: {name: s}\nstringData: {p: hunter2}\n---\n" + Demo.manifest());
        WorkflowRun run = Builds.run(
                jenkins,
                name,
                Result.FAILURE,
                "node { sh 'cp %s s.yaml'; blueGreenDeploy %s, version: 'v1', manifestText: readFile('s.yaml') }"
                        .formatted(file, demo.where()));

        assertThat(Builds.error(run, "blueGreenDeploy"))
                .contains("it holds a Secret, and parameters are saved and shown");
        assertThat(Builds.holding(run.getRootDir(), "hunter2")).isEmpty();
    }

    @Test
    void aTextThatWasGivenIsNotKeptWithTheArguments() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the manifest is copied by a shell");
        Path file = Files.writeString(
                folder.resolve("rs.yaml"),
                "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: demo-rs}, spec: {replicas: 1, selector: {matchLabels: {app: demo}}, template: {metadata: {labels: {app: demo}}, spec: {containers: [{name: demo, image: docker.io/bebullish/demo, env: [{name: P, value: hunter2}]}]}}}}");
        WorkflowRun run = Builds.run(
                jenkins,
                name,
                Result.SUCCESS,
                "node { sh 'cp %s rs.yaml'; blueGreenDeploy %s, version: 'v1', manifestText: readFile('rs.yaml') }"
                        .formatted(file, demo.where()));

        assertThat(Builds.holding(run.getRootDir(), "hunter2")).isEmpty();
        FlowNode node = Builds.nodes(run, "blueGreenDeploy").get(0);
        assertThat(ArgumentsAction.getStepArgumentsAsString(node)).isEqualTo("marlon demo-service v1");
        assertThat(ArgumentsAction.getArguments(node)).containsEntry("version", "v1");
    }

    @Test
    void aSecretIsNotKeptInAJobThatIsMadeOrChangedAsAFile() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        DeployBuilder builder = new DeployBuilder();
        builder.setManifestText("PLACE");
        job.getBuildersList().add(builder);
        String secret = job.getConfigFile()
                .asString()
                .replace("PLACE", "kind: Secret\napiVersion: v1\nstringData: {p: hunter2}");

        job.updateByXml((Source) new StreamSource(new StringReader(secret)));
        FreeStyleProject made = (FreeStyleProject) jenkins.jenkins.createProjectFromXML(
                name + "-made", new ByteArrayInputStream(secret.getBytes(StandardCharsets.UTF_8)));

        for (FreeStyleProject each : List.of(job, made)) {
            assertThat(Builds.holding(each.getRootDir(), "hunter2")).isEmpty();
            jenkins.assertLogContains(
                    "it holds a Secret, and parameters are saved and shown",
                    jenkins.assertBuildStatus(Result.FAILURE, each.scheduleBuild2(0)));
        }
    }

    @Test
    void whatIsKeptOfAManifestIsNotKeptInTheClear() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the workspace is filled by a shell");
        String manifest = Demo.manifest()
                .replace("          ports:", "          env: [{name: P, value: PASSWORD}]\n          ports:");
        Path file = Files.writeString(folder.resolve("rs.yaml"), manifest.replace("PASSWORD", "hunter2"));
        WorkflowRun run = Builds.start(
                jenkins,
                name,
                "node { sh 'cp %s rs.yaml'; blueGreenDeploy %s, version: 'never-ready', manifest: 'rs.yaml' }"
                        .formatted(file, demo.where()));
        await().until(() -> !demo.releases().isEmpty());
        jenkins.waitForMessage("Waiting for", run);

        await().during(java.time.Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(Builds.holding(run.getRootDir(), "hunter2")).isEmpty());
        run.doStop();
        jenkins.waitForCompletion(run);
        assertThat(Builds.holding(run.getRootDir(), "hunter2")).isEmpty();
        assertThat(Builds.log(run)).doesNotContain("hunter2");
    }
}
