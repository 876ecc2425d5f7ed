package io.jenkins.plugins.bluegreen.jenkins.steps;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.bluegreen.drive.Run.Ending;
import io.jenkins.plugins.bluegreen.jenkins.Engine;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.jenkins.run.Conduct;
import io.jenkins.plugins.bluegreen.jenkins.run.DarkGate;
import io.jenkins.plugins.bluegreen.jenkins.run.Endings;
import io.jenkins.plugins.bluegreen.jenkins.run.Manifests;
import io.jenkins.plugins.bluegreen.jenkins.run.Order;
import io.jenkins.plugins.bluegreen.jenkins.run.Orders;
import io.jenkins.plugins.bluegreen.jenkins.run.Story;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Waits for an order without a thread. Saved are the order and the path of its manifest; starting and going on after a
 * restart are the same.
 */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "Handles are made again when it goes on.")
public final class OrderExecution extends StepExecution {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Order.Kind kind;
    private final Order order;
    /** Of the manifest in the workspace; null if its text was given. */
    private final String manifestPath;

    private transient volatile Conduct conduct;
    private transient volatile Throwable stopped;

    private transient AtomicBoolean ended = new AtomicBoolean();

    private OrderExecution(StepContext context, Order order, String manifestPath) {
        super(context);
        this.kind = order.kind();
        this.order = order;
        this.manifestPath = manifestPath;
    }

    /** For a step that makes a release. */
    static OrderExecution making(StepContext context, Order.Kind kind, ReleaseStep step)
            throws IOException, InterruptedException {
        String text = step.getManifestText();
        if (Manifests.holdsSecret(text)) {
            FlowNode node = context.get(FlowNode.class);
            node.removeActions(ArgumentsAction.class);
            node.save();
            throw Endings.failure(Manifests.secretAsText());
        }
        if (text.isEmpty() == step.getManifest().isEmpty()) {
            throw Endings.failure(Manifests.notOne());
        }
        Order order = order(context, kind, step);
        if (!text.isEmpty()) {
            Shown.on(context.get(FlowNode.class));
            order.manifest(text);
        }
        return new OrderExecution(context, order, text.isEmpty() ? step.getManifest() : null);
    }

    /** For a step about releases that are there. */
    static OrderExecution moving(
            StepContext context, Order.Kind kind, ClusterStep step, String workload, String release)
            throws IOException, InterruptedException {
        return new OrderExecution(
                context, order(context, kind, step).ofWorkload(workload).ofRelease(release), null);
    }

    /** For a step that goes back. */
    static OrderExecution back(StepContext context, CutoverStep step, String workload, String to)
            throws IOException, InterruptedException {
        return new OrderExecution(
                context,
                order(context, Order.Kind.ROLLBACK, step).ofWorkload(workload).leadingTo(to),
                null);
    }

    private static Order order(StepContext context, Order.Kind kind, ClusterStep step)
            throws IOException, InterruptedException {
        Run<?, ?> build = context.get(Run.class);
        String node = context.get(FlowNode.class).getId();
        return Orders.of(kind, build, node, step.access(), step.settings());
    }

    @Override
    public boolean start() {
        drive();
        return false;
    }

    @Override
    public void onResume() {
        ended = new AtomicBoolean();
        drive();
    }

    /** On the Pipeline's own thread: hands over at once. */
    private void drive() {
        Engine.get().blocking().execute(() -> {
            try {
                Run<?, ?> build = getContext().get(Run.class);
                Story story = new Story(getContext().get(TaskListener.class).getLogger());
                Conduct begun = Conduct.begin(order, build, story, DarkGate.NONE, this::manifest);
                conduct = begun;
                Throwable cause = stopped;
                if (cause != null) {
                    begun.cancel(Endings.why(cause));
                }
                begun.ending().whenCompleteAsync(this::end, Engine.get().blocking());
            } catch (IOException | RuntimeException e) {
                fail(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail(e);
            }
        });
    }

    private String manifest() throws IOException, InterruptedException {
        String text = Manifests.read(getContext().get(FilePath.class), manifestPath);
        order.manifest(text);
        getContext().saveState();
        return text;
    }

    /** What was begun is ended as the cluster needs it; only then has the step ended. */
    @Override
    public void stop(Throwable cause) {
        stopped = cause;
        Conduct begun = conduct;
        if (begun != null) {
            begun.cancel(Endings.why(cause));
        }
    }

    private void end(List<Ending> endings, Throwable error) {
        if (error != null) {
            conduct.story()
                    .printed()
                    .thenRunAsync(() -> fail(error), Engine.get().blocking());
            return;
        }
        endings.forEach(ending -> Endings.tell(conduct.story(), ending));
        conduct.story().printed().thenRunAsync(() -> end(endings), Engine.get().blocking());
    }

    private void end(List<Ending> endings) {
        Optional<Ending> failed = Endings.firstFailed(endings);
        if (stopped != null) {
            fail(stopped);
        } else if (failed.isPresent()) {
            fail(Endings.failure(failed.get()));
        } else if (ended.compareAndSet(false, true)) {
            warn(endings);
            getContext().onSuccess(Endings.plain(endings));
        }
    }

    private void fail(Throwable error) {
        if (ended.compareAndSet(false, true)) {
            getContext().onFailure(error);
        }
    }

    private void warn(List<Ending> endings) {
        String warnings = Endings.warnings(endings);
        if (warnings.isEmpty()) {
            return;
        }
        try {
            FlowNode node = getContext().get(FlowNode.class);
            node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(warnings));
        } catch (IOException e) {
            conduct.story().tell(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String getStatus() {
        Conduct begun = conduct;
        String last = begun == null ? "" : begun.story().last();
        return last.isEmpty() ? Messages.OrderExecution_Begins(kind.name()) : last;
    }

    /** Its manifest is read from here on; whatever was read is kept. */
    Order order() {
        return order;
    }
}
