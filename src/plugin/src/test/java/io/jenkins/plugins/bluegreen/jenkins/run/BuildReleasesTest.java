package io.jenkins.plugins.bluegreen.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Target;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a build remembers, while others save and delete it. */
@WithJenkins
class BuildReleasesTest {
    private static Held held(int number) {
        Order order = new Order(
                Order.Kind.PREPARE, "run " + number, "", "" + number, new ClusterAccess(), new DeploySettings());
        Target target = new Target("marlon", List.of("demo-service"), "demo-rs", Mode.LABEL);
        return new Held(order, target, "demo-rs-v" + number, "v" + number, "", "", Held.State.PREPARED);
    }

    @Test
    void isSavedWhileItIsChanged(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        BuildReleases.put(build, held(0));
        AtomicBoolean changing = new AtomicBoolean(true);
        CompletableFuture<Integer> saving = CompletableFuture.supplyAsync(() -> {
            int saved = 0;
            while (changing.get()) {
                // The same as saving, without a file: it fails where a list changes under it.
                hudson.model.Run.XSTREAM2.toXML(build.getAction(BuildReleases.class));
                saved++;
            }
            return saved;
        });

        for (int number = 1; number <= 60; number++) {
            BuildReleases.put(build, held(number));
            BuildReleases.become(build, held(number), Held.State.OVER);
        }
        changing.set(false);

        assertThat(saving.get()).isPositive();
        job.doReload();
        assertThat(BuildReleases.of(job.getBuildByNumber(1)))
                .hasSize(61)
                .extracting(Held::state)
                .containsOnlyOnce(Held.State.PREPARED);
    }

    @Test
    void doesNotBringADeletedBuildBack(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        build.delete();

        BuildReleases.put(build, held(1));

        assertThat(build.getRootDir()).doesNotExist();
    }
}
