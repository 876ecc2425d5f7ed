package io.jenkins.plugins.bluegreen.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.RollbackBuilder;
import io.jenkins.plugins.bluegreen.jenkins.steps.DeployStep;
import io.jenkins.plugins.bluegreen.jenkins.steps.PromoteStep;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;

/** What was made when Jenkins started is told in the language of who looks, too. */
@WithJenkins
class LanguageTest {
    @Test
    void namesOfStepsAreInTheLanguageOfWhoLooks(JenkinsRule jenkins) {
        assertThat(names(jenkins, Locale.ENGLISH))
                .containsExactly(
                        "Blue/green: deploy to Kubernetes",
                        "Blue/green: promote what was prepared",
                        "Blue/green: deploy to Kubernetes",
                        "Blue/green: roll back");
        assertThat(names(jenkins, Locale.SIMPLIFIED_CHINESE)).allMatch(name -> name.startsWith("蓝绿"));
    }

    private static List<String> names(JenkinsRule jenkins, Locale locale) {
        LocaleProvider before = LocaleProvider.getProvider();
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return locale;
            }
        });
        try {
            return List.of(DeployStep.class, PromoteStep.class, DeployBuilder.class, RollbackBuilder.class).stream()
                    .map(jenkins.jenkins::getDescriptor)
                    .map(Descriptor::getDisplayName)
                    .toList();
        } finally {
            LocaleProvider.setProvider(before);
        }
    }
}
