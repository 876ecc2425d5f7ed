package io.jenkins.plugins.bluegreen.jenkins.docs;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.bluegreen.jenkins.Builds;
import io.jenkins.plugins.bluegreen.jenkins.Demo;
import io.jenkins.plugins.bluegreen.simulator.history.EndpointHistory;
import java.time.Duration;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** How each snippet is run, and what serves afterwards. */
final class Scenarios {
    private static final String V1 = "demo-rs-v001";
    private static final String V2 = "demo-rs-v002";

    /** An image of this tag cannot be pulled. */
    private static final String BROKEN = "broken";

    private static final Map<String, Scenario> ALL = Map.ofEntries(
            entry("README.md, block 1", Scenarios::smokeTestAndApproval),
            entry("README.md, sentence 1", Scenarios::report),
            entry("README.zh-CN.md, block 1", Scenarios::smokeTestAndApproval),
            entry("README.zh-CN.md, sentence 1", Scenarios::report),
            entry("docs/tutorial.md, block 1", Scenarios::tutorial),
            entry("docs/tutorial.zh-CN.md, block 1", Scenarios::tutorial),
            entry("docs/examples/approval.Jenkinsfile", Scenarios::approval),
            entry("docs/examples/automatic-rollback.Jenkinsfile", Scenarios::automaticRollback),
            entry("docs/examples/multibranch-tags.Jenkinsfile", Scenarios::multibranchTags),
            entry("docs/examples/several-clusters.Jenkinsfile", Scenarios::severalClusters),
            entry("docs/examples/several-services.Jenkinsfile", Scenarios::severalServices),
            entry("docs/examples/smoke-test.Jenkinsfile", Scenarios::smokeTest));

    private Scenarios() {}

    /** All, by the names of their snippets. */
    static Map<String, Scenario> all() {
        return ALL;
    }

    /** That of a snippet. */
    static Scenario of(Snippet snippet) {
        Scenario scenario = ALL.get(snippet.name());
        assertThat(scenario)
                .as(
                        "%s shows Groovy that nothing runs. Add a scenario of that name: which builds to start, and which release serves then.",
                        snippet)
                .isNotNull();
        return scenario;
    }

    private static void serves(Demo demo, String release) {
        assertThat(demo.serving()).containsExactly(release);
        assertThat(demo.selector()).isEqualTo(Map.of("createBy", "demo-service"));
    }

    private static void left(Demo demo, String... releases) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(demo.releases()).containsExactly(releases));
    }

    private static void smokeTestAndApproval(Site site) throws Exception {
        Demo prod = site.kubeconfig("prod");
        site.approve(site.tag("v1"));
        serves(prod, V1);

        WorkflowRun second = site.tag("v2");
        site.asks(second);
        site.told(second, V2 + "-");
        serves(prod, V1);
        site.approve(second);
        serves(prod, V2);

        site.refuse(site.tag("v3"));
        serves(prod, V2);
        left(prod, V1, V2);

        site.listenElsewhere();
        site.ends(Result.FAILURE, site.tag("v4"));
        serves(prod, V2);
        left(prod, V1, V2);
    }

    private static void report(Site site) throws Exception {
        Demo prod = site.cluster("prod");
        WorkflowRun build = site.tag("v1");
        site.ends(Result.SUCCESS, build);

        serves(prod, V1);
        assertThat(build.getLog(1000)).contains("0");
    }

    private static void tutorial(Site site) throws Exception {
        Demo prod = site.cluster("prod");
        WorkflowRun first = site.build();
        site.asks(first);
        assertThat(prod.releases()).containsExactly(V1);
        assertThat(prod.serving()).isEmpty();
        site.approve(first);
        serves(prod, V1);

        WorkflowRun second = site.build("VERSION", "v2");
        site.asks(second);
        serves(prod, V1);
        site.approve(second);
        serves(prod, V2);

        WorkflowRun third = site.build("VERSION", BROKEN);
        site.ends(Result.FAILURE, third);
        site.told(third, "ImagePullBackOff");
        serves(prod, V2);
        left(prod, V1, V2);
    }

    private static void approval(Site site) throws Exception {
        Demo prod = site.cluster("prod");
        site.approve(site.tag("v1"));
        serves(prod, V1);

        WorkflowRun second = site.tag("v2");
        site.asks(second);
        serves(prod, V1);
        site.approve(second);
        serves(prod, V2);

        site.refuse(site.tag("v3"));
        serves(prod, V2);
        left(prod, V1, V2);
    }

    private static void automaticRollback(Site site) throws Exception {
        Demo prod = site.cluster("prod");
        site.script("check-production.sh", "[ \"$TAG_NAME\" != v2 ]");
        site.ends(Result.SUCCESS, site.tag("v1"));
        serves(prod, V1);

        WorkflowRun unwanted = site.tag("v2");
        site.ends(Result.FAILURE, unwanted);
        site.told(unwanted, V2 + " has the traffic");
        site.told(unwanted, V1 + " has the traffic again");
        serves(prod, V1);

        WorkflowRun broken = site.tag(BROKEN);
        site.ends(Result.FAILURE, broken);
        site.told(broken, "Nothing is undone");
        serves(prod, V1);
    }

    private static void multibranchTags(Site site) throws Exception {
        Demo prod = site.cluster("prod");
        site.script("build.sh", "echo built ${TAG_NAME:-$BRANCH_NAME}");
        WorkflowRun branch = site.branch();
        site.ends(Result.SUCCESS, branch);
        site.told(branch, "built main");
        assertThat(prod.releases()).isEmpty();

        for (String version : new String[] {"v1", "v2"}) {
            WorkflowRun tag = site.tag(version);
            site.ends(Result.SUCCESS, tag);
            site.told(tag, "built " + version);
        }
        serves(prod, V2);
    }

    private static void severalClusters(Site site) throws Exception {
        Demo europe = site.cluster("europe");
        Demo america = site.cluster("america");
        for (String version : new String[] {"v1", "v2"}) {
            WorkflowRun build = site.tag(version);
            site.ends(Result.SUCCESS, build);
            String rest = ": demo-rs-v00" + version.charAt(1) + " has the traffic; both versions at once for 0 ms";
            site.told(build, "europe" + rest);
            site.told(build, "america" + rest);
        }
        serves(europe, V2);
        serves(america, V2);

        WorkflowRun broken = site.tag(BROKEN);
        site.ends(Result.FAILURE, broken);
        site.told(broken, "(Europe)");
        assertThat(Builds.log(broken)).doesNotContain("(America)");
        serves(europe, V2);
        serves(america, V2);
    }

    private static void severalServices(Site site) throws Exception {
        Demo prod = site.cluster("prod");
        String yaml = Demo.file("service.yaml").replace("createBy: demo-service", "createBy: demo");
        prod.apply(yaml.replace("name: demo-service", "name: demo-internal"));
        prod.apply(yaml.replace("name: demo-service", "name: demo-public"));
        EndpointHistory internal = new EndpointHistory(prod.cluster().store(), "demo-internal");
        EndpointHistory open = new EndpointHistory(prod.cluster().store(), "demo-public");
        site.ends(Result.SUCCESS, site.tag("v1"));
        site.ends(Result.SUCCESS, site.tag("v2"));
        assertThat(internal.serving()).containsExactly(V2);
        assertThat(open.serving()).containsExactly(V2);
        assertThat(internal.mixed() + open.mixed()).isZero();

        site.ends(Result.FAILURE, site.tag(BROKEN));
        assertThat(internal.serving()).containsExactly(V2);
        assertThat(open.serving()).containsExactly(V2);
    }

    private static void smokeTest(Site site) throws Exception {
        Demo prod = site.cluster("prod");
        site.ends(Result.SUCCESS, site.tag("v1"));
        WorkflowRun second = site.tag("v2");
        site.ends(Result.SUCCESS, second);
        site.told(second, V2 + "-");
        serves(prod, V2);

        site.listenElsewhere();
        site.ends(Result.FAILURE, site.tag("v3"));
        serves(prod, V2);
        left(prod, V1, V2);
    }
}
