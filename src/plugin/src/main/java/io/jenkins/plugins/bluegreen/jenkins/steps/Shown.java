package io.jenkins.plugins.bluegreen.jenkins.steps;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** What is kept and shown of a step's arguments: not its manifest, in which a variable may hold a password. */
final class Shown extends ArgumentsAction {
    private static final String MANIFEST_TEXT = "manifestText";

    private final HashMap<String, Object> arguments;

    private Shown(Map<String, Object> arguments) {
        this.arguments = new HashMap<>(arguments);
    }

    /** Replaces what a node keeps. */
    static void on(FlowNode node) throws IOException {
        ArgumentsAction kept = node.getPersistentAction(ArgumentsAction.class);
        if (kept == null || !(kept.getArguments().get(MANIFEST_TEXT) instanceof String)) {
            return;
        }
        Map<String, Object> shown = new HashMap<>(kept.getArguments());
        shown.put(MANIFEST_TEXT, NotStoredReason.MASKED_VALUE);
        node.removeActions(ArgumentsAction.class);
        node.addAction(new Shown(shown));
        node.save();
    }

    @Override
    protected Map<String, Object> getArgumentsInternal() {
        return arguments;
    }
}
