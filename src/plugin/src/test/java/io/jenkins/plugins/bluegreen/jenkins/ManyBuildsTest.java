package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.bluegreen.simulator.Settings;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A deployment that waits costs an object, not a thread of the controller. */
@WithJenkins
class ManyBuildsTest {
    private static final int BUILDS = 20;
    private static final int EACH = 50;
    private static final int MORE_THREADS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void aThousandDeploymentsWaitOnFewThreadsAndKeepTheirLeases(JenkinsRule jenkins) throws Exception {
        Demo.credential(Demo.CREDENTIAL);
        try (Demo demo = Demo.start(Settings.fast().withoutPodServers())) {
            for (int i = 0; i < BUILDS * EACH; i++) {
                demo.service("app-" + i);
            }
            // Whatever Jenkins itself needs for a build is there, and nothing of ours.
            jenkins.buildAndAssertSuccess(Builds.job(jenkins, "nothing", "echo 'nothing'"));
            int before = threads().size();
            WorkflowRun first = Builds.start(jenkins, "first", demo.deploy(Phase.NEVER_READY, ", replicas: 1"));
            jenkins.waitForMessage("Waiting for", first);

            List<WorkflowRun> runs = new ArrayList<>();
            for (int i = 0; i < BUILDS; i++) {
                runs.add(Builds.start(
                        jenkins, "many-" + i, FlowDurabilityHint.PERFORMANCE_OPTIMIZED, deploy(demo, i * EACH)));
            }
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> demo.releases().size() == BUILDS * EACH + 1);
            ZonedDateTime all = ZonedDateTime.now();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(demo.client()
                                    .leases()
                                    .inNamespace(Demo.NAMESPACE)
                                    .list()
                                    .getItems())
                            .as("one for each Service and its workload of the same name, and two of the first")
                            .hasSize(BUILDS * EACH + 2)
                            .allSatisfy(lease ->
                                    assertThat(lease.getSpec().getRenewTime()).isAfter(all)));

            // Those that started the builds end after they have had nothing to do for a minute.
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(threads().size() - before)
                            .as("%s", byName())
                            .isLessThanOrEqualTo(MORE_THREADS));
            assertThat(runs).allSatisfy(run -> assertThat(run.isBuilding()).isTrue());
            runs.add(first);
            runs.forEach(WorkflowRun::doStop);
            for (WorkflowRun run : runs) {
                jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            }
            assertThat(demo.releases()).isEmpty();
        }
    }

    private static String deploy(Demo demo, int from) {
        return """
                def all = [:]
                for (int i = %d; i < %d; i++) {
                    def name = "app-${i}".toString()
                    all[name] = {
                        blueGreenDeploy %s, replicas: 1, version: '%s',
                            manifestText: %s.replace('demo-rs', name).replace('app: demo', "app: ${name}")
                    }
                }
                parallel all
                """.formatted(
                        from,
                        from + EACH,
                        demo.where().replace("service: 'demo-service'", "service: name"),
                        Phase.NEVER_READY,
                        Demo.groovy(Demo.manifest()));
    }

    /** Without those of the cluster, which is in the same process here. */
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().matches("XNIO.*|embedded.*|simulator.*"))
                .toList();
    }

    private static Map<String, Long> byName() {
        return threads().stream()
                .collect(Collectors.groupingBy(
                        thread -> thread.getName().replaceAll("\\d+", "#"), TreeMap::new, Collectors.counting()));
    }
}
