package io.jenkins.plugins.bluegreen.jenkins.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.bluegreen.jenkins.forms.SharedFields;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jvnet.localizer.Localizable;

/** What the descriptors of the steps have in common: their context, what they show of arguments, and form checks. */
public abstract class StepForms extends StepDescriptor implements SharedFields {
    /** Names alone, as they are told people everywhere; a manifest, a certificate or an address is not shown. */
    private static final List<Parameter> SHOWN = List.of(
            Parameter.NAMESPACE,
            Parameter.SERVICE,
            Parameter.VERSION,
            Parameter.ARTIFACTS,
            Parameter.TO,
            Parameter.RELEASE);

    private final String function;
    private final Localizable shown;

    /**
     * A descriptor.
     *
     * @param function name of the step
     * @param shown what it does, for people
     */
    protected StepForms(String function, Localizable shown) {
        this.function = function;
        this.shown = shown;
        HELP.forEach(field -> addHelpFileRedirect(field, DeployBuilder.class, field));
    }

    @Override
    public final String getFunctionName() {
        return function;
    }

    @Override
    public final String getDisplayName() {
        return shown.toString();
    }

    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, org.jenkinsci.plugins.workflow.graph.FlowNode.class);
    }

    @Override
    public final String argumentsToString(Map<String, Object> arguments) {
        String names = SHOWN.stream()
                .map(parameter -> arguments.get(parameter.key()))
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .filter(name -> !name.isBlank())
                .collect(Collectors.joining(" "));
        String cluster =
                Stream.ofNullable(arguments.get("cluster")).map(String::valueOf).collect(Collectors.joining());
        String all = cluster.isBlank() ? names : names + " @" + cluster;
        return all.isBlank() ? null : all;
    }
}
