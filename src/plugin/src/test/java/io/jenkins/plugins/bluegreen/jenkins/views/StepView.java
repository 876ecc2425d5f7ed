package io.jenkins.plugins.bluegreen.jenkins.views;

import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** A view that shows the steps of builds. */
interface StepView {
    /** The steps of a build, in the order of their stages. */
    List<Seen> steps(WorkflowRun run) throws Exception;

    /** The lines that are shown below a step. */
    List<String> log(WorkflowRun run, String step) throws Exception;
}
