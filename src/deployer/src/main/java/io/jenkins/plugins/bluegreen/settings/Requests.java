package io.jenkins.plugins.bluegreen.settings;

import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Request.Goal;
import io.jenkins.plugins.bluegreen.decide.Target;
import io.jenkins.plugins.bluegreen.manifest.Binding;
import io.jenkins.plugins.bluegreen.manifest.Bound;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.manifest.Manifest;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import io.jenkins.plugins.bluegreen.manifest.WorkloadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes requests of what people wrote. Every method throws {@link InvalidInputException} with all that is wrong, before
 * anything is asked of a cluster.
 */
public final class Requests {
    private Requests() {}

    /** How far a deployment goes by itself. */
    public enum Extent {
        /** To the end. */
        DEPLOY,
        /** To the end, if a gate allows it. */
        DEPLOY_WITH_GATE,
        /** Until the release is available and dark. */
        PREPARE
    }

    /**
     * A new release.
     *
     * @param settings as they were written
     * @param manifestText YAML or JSON
     * @param fallbackNamespace where neither settings nor manifest name one; may be null
     * @param extent how far it goes
     * @param run who asks
     * @return what is asked for
     * @throws InvalidInputException with everything that is wrong
     */
    public static Request deploy(
            Settings settings, String manifestText, String fallbackNamespace, Extent extent, Request.Run run) {
        Values values = new Values(settings::nameOf);
        Request.Options options = Options.read(settings, values);
        Optional<Mode> asked = values.choice(Parameter.MODE, settings.getMode(), Mode.class);
        Optional<String> version = Values.text(settings.getVersion());
        List<String> artifacts = Values.words(settings.getArtifacts());
        Manifest manifest = null;
        try {
            manifest = Manifest.parse(manifestText);
        } catch (InvalidInputException e) {
            values.add(e.problems());
            values.add(Binding.problemsOf(version, artifacts));
        }
        if (manifest == null) {
            services(settings, values);
            throw new InvalidInputException(values.problems());
        }
        Mode mode = asked.orElse(manifest.kind() == WorkloadKind.REPLICA_SET ? Mode.LABEL : Mode.SELECTOR);
        if (mode == Mode.LABEL && manifest.kind() == WorkloadKind.DEPLOYMENT) {
            values.refuse(
                    "label mode was asked for " + manifest,
                    "relabelling a Deployment's template rolls it",
                    "use a ReplicaSet, or mode selector");
            throw new InvalidInputException(values.problems());
        }
        List<String> services = services(settings, manifest.services(), values);
        String namespace = namespace(settings, manifest.namespace(), fallbackNamespace, values);
        Bound bound = null;
        try {
            bound = mode == Mode.LABEL
                    ? Binding.label(manifest, version, artifacts)
                    : Binding.selector(manifest, version, artifacts, options.versionLabel());
        } catch (InvalidInputException e) {
            values.add(e.problems());
        }
        throwIfAny(values.problems());
        Goal goal = extent == Extent.PREPARE
                ? new Goal.Prepare(bound)
                : new Goal.Deploy(bound, extent == Extent.DEPLOY_WITH_GATE);
        return new Request(goal, namespace, services, bound.baseName(), mode, options, run);
    }

    /**
     * Traffic for a release that was prepared.
     *
     * @param target the workload that it belongs to
     * @param release its name
     * @param settings as they were written
     * @param run who asks
     * @return what is asked for
     */
    public static Request promote(Target target, String release, Settings settings, Request.Run run) {
        return of(target, new Goal.Promote(release), settings, run);
    }

    /**
     * The end of a release that was prepared.
     *
     * @param target the workload that it belongs to
     * @param release its name
     * @param settings as they were written
     * @param run who asks
     * @return what is asked for
     */
    public static Request discard(Target target, String release, Settings settings, Request.Run run) {
        return of(target, new Goal.Discard(release), settings, run);
    }

    /**
     * The way back.
     *
     * @param target the workload
     * @param to {@code previous}, a release or a version; null or blank for the previous good one
     * @param from only if this release has the traffic; null for whichever has it
     * @param settings as they were written
     * @param run who asks
     * @return what is asked for
     */
    public static Request rollback(Target target, String to, String from, Settings settings, Request.Run run) {
        return of(target, new Goal.Rollback(Values.text(to), Values.text(from)), settings, run);
    }

    /**
     * Looks at everything that has a default, without asking for anything.
     *
     * @param settings as they were written
     * @throws InvalidInputException with everything that is wrong
     */
    public static void check(Settings settings) {
        Values values = new Values(settings::nameOf);
        Options.read(settings, values);
        services(settings, values);
        throwIfAny(values.problems());
    }

    private static Request of(Target target, Goal goal, Settings settings, Request.Run run) {
        Values values = new Values(settings::nameOf);
        Request.Options options = Options.read(settings, values);
        throwIfAny(values.problems());
        return new Request(goal, target.namespace(), target.services(), target.workload(), target.mode(), options, run);
    }

    /**
     * The Services that were named.
     *
     * @param settings as they were written
     * @return at least one
     * @throws InvalidInputException if there is none, or a name cannot be one
     */
    public static List<String> services(Settings settings) {
        Values values = new Values(settings::nameOf);
        List<String> services = services(settings, List.of(), values);
        throwIfAny(values.problems());
        return services;
    }

    private static List<String> services(Settings settings, List<String> ofManifest, Values values) {
        List<String> named = services(settings, values);
        List<String> services = named.isEmpty() ? ofManifest : named;
        if (services.isEmpty()) {
            values.refuse(
                    "traffic is to be moved",
                    "no Service is named",
                    "name it as the service, or in the manifest's annotation traffic.spinnaker.io/load-balancers");
        }
        return services;
    }

    private static List<String> services(Settings settings, Values values) {
        List<String> good = new ArrayList<>();
        Values.words(settings.getService())
                .forEach(name -> values.name(Parameter.SERVICE, name).ifPresent(good::add));
        return good;
    }

    private static String namespace(Settings settings, Optional<String> ofManifest, String fallback, Values values) {
        Optional<String> given = values.name(Parameter.NAMESPACE, settings.getNamespace());
        if (given.isPresent() && ofManifest.isPresent() && !given.equals(ofManifest)) {
            values.refuse(
                    values.nameOf(Parameter.NAMESPACE) + " is " + Values.quote(given.get()),
                    "the manifest names " + Values.quote(ofManifest.get()),
                    "make the two agree, or leave one away");
        }
        return given.or(() -> ofManifest).or(() -> Values.text(fallback)).orElse("default");
    }

    private static void throwIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }
}
