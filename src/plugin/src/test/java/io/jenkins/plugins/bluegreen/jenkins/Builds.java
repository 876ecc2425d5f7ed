package io.jenkins.plugins.bluegreen.jenkins;

import hudson.model.Result;
import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jvnet.hudson.test.JenkinsRule;

/** Starts Pipelines in tests, and looks at what became of them. */
public final class Builds {
    private Builds() {}

    /** A job with a sandboxed script. */
    public static WorkflowJob job(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** A build that has begun. */
    public static WorkflowRun start(JenkinsRule jenkins, String name, String script) throws Exception {
        return job(jenkins, name, script).scheduleBuild2(0).waitForStart();
    }

    /** A build that has begun, saved as often as said. */
    public static WorkflowRun start(JenkinsRule jenkins, String name, FlowDurabilityHint durability, String script)
            throws Exception {
        WorkflowJob job = job(jenkins, name, script);
        job.addProperty(new DurabilityHintJobProperty(durability));
        return job.scheduleBuild2(0).waitForStart();
    }

    /** A build that has ended as it should. */
    public static WorkflowRun run(JenkinsRule jenkins, String name, Result result, String script) throws Exception {
        return jenkins.assertBuildStatus(result, jenkins.waitForCompletion(start(jenkins, name, script)));
    }

    /** A job whose first build has deployed these versions, one after another. */
    public static WorkflowJob deployed(JenkinsRule jenkins, String name, Demo demo, String... versions)
            throws Exception {
        WorkflowJob job =
                job(jenkins, name, Stream.of(versions).map(demo::deploy).collect(Collectors.joining()));
        jenkins.buildAndAssertSuccess(job);
        return job;
    }

    /** The nodes of a step, the newest first. */
    public static List<FlowNode> nodes(WorkflowRun run, String function) {
        return new DepthFirstScanner()
                .allNodes(run.getExecution()).stream()
                        .filter(node -> function.equals(node.getDisplayFunctionName()))
                        .toList();
    }

    /** What a step failed of. */
    public static String error(WorkflowRun run, String function) {
        return nodes(run, function).stream()
                .map(FlowNode::getError)
                .filter(error -> error != null)
                .map(ErrorAction::getError)
                .map(Throwable::getMessage)
                .findFirst()
                .orElse("");
    }

    /** Files of a build, or of any folder, in which a text stands. */
    public static List<Path> holding(File folder, String text) throws IOException {
        try (Stream<Path> all = Files.walk(folder.toPath())) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> holds(file, text))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    /** The log so far. */
    public static String log(Run<?, ?> run) throws IOException {
        return JenkinsRule.getLog(run);
    }
}
