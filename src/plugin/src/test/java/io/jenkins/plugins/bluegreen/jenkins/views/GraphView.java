package io.jenkins.plugins.bluegreen.jenkins.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Pipeline Graph View. */
final class GraphView extends Screen implements StepView {
    GraphView(JenkinsRule jenkins) {
        super(jenkins);
    }

    /** Names and states of the stages. */
    Map<String, String> stages(WorkflowRun run) throws Exception {
        return tree(run).stream()
                .collect(Collectors.toMap(stage -> stage.getString("name"), stage -> stage.getString("state")));
    }

    private List<JSONObject> tree(WorkflowRun run) throws Exception {
        return objects(
                object(run.getUrl() + "stages/tree").getJSONObject("data").getJSONArray("stages"));
    }

    private List<JSONObject> all(WorkflowRun run) throws Exception {
        return objects(
                object(run.getUrl() + "stages/allSteps").getJSONObject("data").getJSONArray("steps"));
    }

    /** A step without arguments has its name where another has these. */
    @Override
    public List<Seen> steps(WorkflowRun run) throws Exception {
        List<Seen> seen = new ArrayList<>();
        for (JSONObject step : all(run)) {
            String title = step.getString("title");
            String name = step.getString("name");
            JSONObject stage = named(tree(run), "id", step.getString("stageId"));
            seen.add(new Seen(
                    stage.getString("name"),
                    title.isEmpty() ? name : title,
                    title.isEmpty() ? "" : name,
                    step.getString("state")));
        }
        return seen;
    }

    @Override
    public List<String> log(WorkflowRun run, String step) throws Exception {
        return lines(get(run.getUrl() + "stages/log?nodeId=" + id(run, step)));
    }

    /** The error that is shown below a step's log. */
    String error(WorkflowRun run, String step) throws Exception {
        return get(run.getUrl() + "stages/exceptionText?nodeId=" + id(run, step));
    }

    private String id(WorkflowRun run, String step) throws Exception {
        List<JSONObject> all = all(run);
        all.forEach(each -> each.put(
                "shown", each.getString("title").isEmpty() ? each.getString("name") : each.getString("title")));
        return named(all, "shown", step).getString("id");
    }
}
