package io.jenkins.plugins.bluegreen.jenkins.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** What Blue Ocean's screens are drawn from: its REST API. */
final class BlueOcean extends Screen implements StepView {
    private static final String RUN = "blue/rest/organizations/jenkins/pipelines/%s/runs/%d/";

    BlueOcean(JenkinsRule jenkins) {
        super(jenkins);
    }

    /** State and result of a build, as its header shows them. */
    String run(WorkflowRun run) throws Exception {
        return state(object(address(run)));
    }

    private static String address(WorkflowRun run) {
        return RUN.formatted(run.getParent().getName(), run.getNumber());
    }

    private List<JSONObject> nodes(WorkflowRun run) throws Exception {
        return objects(array(address(run) + "nodes/"));
    }

    private String steps(WorkflowRun run, JSONObject node) {
        return address(run) + "nodes/" + node.getString("id") + "/steps/";
    }

    @Override
    public List<Seen> steps(WorkflowRun run) throws Exception {
        List<Seen> seen = new ArrayList<>();
        for (JSONObject node : nodes(run)) {
            for (JSONObject step : objects(array(steps(run, node)))) {
                seen.add(new Seen(
                        node.getString("displayName"),
                        step.getString("displayName"),
                        text(step, "displayDescription"),
                        state(step)));
            }
        }
        return seen;
    }

    private static String state(JSONObject shown) {
        String state = shown.getString("state");
        return ("FINISHED".equals(state) ? shown.getString("result") : state).toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> log(WorkflowRun run, String step) throws Exception {
        for (JSONObject node : nodes(run)) {
            String steps = steps(run, node);
            for (JSONObject each : objects(array(steps))) {
                if (step.equals(each.getString("displayName"))) {
                    return lines(get(steps + each.getString("id") + "/log/"));
                }
            }
        }
        return List.of();
    }
}
