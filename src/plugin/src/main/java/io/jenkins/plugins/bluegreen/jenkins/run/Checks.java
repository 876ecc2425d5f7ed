package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.bluegreen.image.ImageReference;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.manifest.Binding;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.manifest.Labels;
import io.jenkins.plugins.bluegreen.manifest.Manifest;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import io.jenkins.plugins.bluegreen.settings.Values;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks single fields of forms as they are typed, with the sentences of the deployer. Callers check permissions. */
public final class Checks {
    private static final int MOST_REPLICAS = 100_000;

    private Checks() {}

    /** A duration; a variable is expanded later. */
    public static FormValidation duration(Parameter parameter, String value) {
        Values values = new Values();
        if (!variable(value)) {
            values.duration(parameter, value);
        }
        return of(values.problems());
    }

    /** A whole number. */
    public static FormValidation number(Parameter parameter, String value, int least, int most) {
        Values values = new Values();
        values.number(parameter, value, least, most);
        return of(values.problems());
    }

    /** A number of pods; a variable is expanded later. */
    public static FormValidation replicas(String value) {
        return variable(value) ? FormValidation.ok() : number(Parameter.REPLICAS, value, 1, MOST_REPLICAS);
    }

    /** Names of objects. */
    public static FormValidation names(Parameter parameter, String value) {
        Values values = new Values();
        Values.words(value).forEach(name -> values.name(parameter, name));
        return of(values.problems());
    }

    /** A tag or digest; a variable is expanded later. */
    public static FormValidation version(String value) {
        String version = Util.fixEmptyAndTrim(value);
        return version == null || variable(value) || ImageReference.isTag(version) || ImageReference.isDigest(version)
                ? FormValidation.ok()
                : FormValidation.error(Messages.Checks_NoVersion());
    }

    /** Image references; a variable is expanded later. */
    public static FormValidation artifacts(String value) {
        return variable(value) ? FormValidation.ok() : of(Binding.problemsOf(Optional.empty(), Values.words(value)));
    }

    /** The key of a label. */
    public static FormValidation versionLabel(String value) {
        String key = Util.fixEmptyAndTrim(value);
        return key == null || Labels.isKey(key)
                ? FormValidation.ok()
                : FormValidation.error(Messages.Checks_NoLabelKey());
    }

    /** A manifest. */
    public static FormValidation manifestText(String value) {
        if (Util.fixEmptyAndTrim(value) == null) {
            return FormValidation.ok();
        }
        if (Manifests.holdsSecret(value)) {
            return of(Manifests.secretAsText().problems());
        }
        try {
            return FormValidation.ok(Manifest.parse(value).toString());
        } catch (InvalidInputException e) {
            return of(e.problems());
        }
    }

    private static boolean variable(String value) {
        return value != null && value.contains("$");
    }

    private static FormValidation of(List<Problem> problems) {
        return problems.isEmpty()
                ? FormValidation.ok()
                : FormValidation.error(problems.stream().map(Problem::sentence).collect(Collectors.joining("\n")));
    }
}
