package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Parallel branches of a Pipeline: what one of them has prepared is not what the other one means. */
final class Branches {
    private Branches() {}

    /**
     * Whether two steps of a build are in two branches of one parallel. May block: nodes are read from files.
     *
     * @param build a Pipeline's, or any other
     * @param one id of a node, or of something that is none
     * @param other the same
     */
    static boolean apart(Run<?, ?> build, String one, String other) {
        FlowExecution execution = build instanceof FlowExecutionOwner.Executable pipeline
                ? execution(pipeline.asFlowExecutionOwner())
                : null;
        if (execution == null || one == null) {
            return false;
        }
        try {
            FlowNode first = execution.getNode(one);
            FlowNode second = execution.getNode(other);
            return first != null && second != null && apart(outermostFirst(first), outermostFirst(second));
        } catch (IOException e) {
            return false;
        }
    }

    private static FlowExecution execution(FlowExecutionOwner owner) {
        return owner == null ? null : owner.getOrNull();
    }

    /** Where two ways into the program part, both lead into a branch. */
    private static boolean apart(List<BlockStartNode> one, List<BlockStartNode> other) {
        int common = 0;
        while (common < one.size() && common < other.size() && one.get(common).equals(other.get(common))) {
            common++;
        }
        return common < one.size() && common < other.size() && isBranch(one.get(common)) && isBranch(other.get(common));
    }

    private static boolean isBranch(FlowNode node) {
        return node.getPersistentAction(ThreadNameAction.class) != null;
    }

    private static List<BlockStartNode> outermostFirst(FlowNode node) {
        List<BlockStartNode> blocks = new ArrayList<>(node.getEnclosingBlocks());
        Collections.reverse(blocks);
        return blocks;
    }
}
