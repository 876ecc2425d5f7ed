package io.jenkins.plugins.bluegreen.jenkins.views;

import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** The boxes of the older Stage View. */
final class StageView extends Screen {
    StageView(JenkinsRule jenkins) {
        super(jenkins);
    }

    private JSONObject stage(WorkflowRun run, String stage) throws Exception {
        return named(objects(object(run.getUrl() + "wfapi/describe").getJSONArray("stages")), "name", stage);
    }

    /** State of a stage. */
    String state(WorkflowRun run, String stage) throws Exception {
        return stage(run, stage).getString("status");
    }

    /** The message in its box; empty if there is none. */
    String error(WorkflowRun run, String stage) throws Exception {
        JSONObject error = stage(run, stage).optJSONObject("error");
        return error == null ? "" : error.getString("message");
    }
}
