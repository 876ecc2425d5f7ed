package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.util.ListBoxModel;
import hudson.util.ListBoxModel.Option;
import io.jenkins.plugins.bluegreen.jenkins.Messages;

/** What can be chosen, as forms show it; values are spelled as everywhere. */
public final class Choices {
    private Choices() {}

    /** The ways of moving traffic. */
    public static ListBoxModel cutovers() {
        return new ListBoxModel(
                new Option(Messages.Choices_CutoverAuto(), "auto"),
                new Option(Messages.Choices_CutoverAtomic(), "atomic"),
                new Option(Messages.Choices_CutoverOverlap(), "overlap"));
    }

    /** How releases and Service belong together. */
    public static ListBoxModel modes() {
        return new ListBoxModel(
                new Option(Messages.Choices_ModeByKind(), ""),
                new Option(Messages.Choices_ModeLabel(), "label"),
                new Option(Messages.Choices_ModeSelector(), "selector"));
    }

    /** What can happen to the old release. */
    public static ListBoxModel retires() {
        return new ListBoxModel(
                new Option(Messages.Choices_RetireKeep(), "keep"),
                new Option(Messages.Choices_RetireScaleDown(), "scale-down"),
                new Option(Messages.Choices_RetireDelete(), "delete"));
    }
}
