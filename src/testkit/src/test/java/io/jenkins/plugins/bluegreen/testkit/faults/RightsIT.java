package io.jenkins.plugins.bluegreen.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Retire;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import io.jenkins.plugins.bluegreen.testkit.contract.OnControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With exactly the Role of {@code docs/rbac.yaml} everything works; without a verb that is needed, that verb is named. */
@OnControlPlane
class RightsIT {
    /** What the Role is given for that a deployment does without. */
    private static final Set<String> OPTIONAL = Set.of(
            "create services",
            "delete services",
            "get pods/log",
            "list events",
            "list horizontalpodautoscalers",
            "list poddisruptionbudgets",
            "list networkpolicies");

    /** Only for manifests that bring such objects. */
    private static final Set<String> COMPANIONS =
            Set.of("configmaps", "secrets", "horizontalpodautoscalers", "poddisruptionbudgets");

    private World world;
    private Role whole;

    @BeforeEach
    void open(TestCluster cluster) {
        world = World.in(cluster);
        world.create("label/service.yaml");
        world.client().load(rbac()).inNamespace(world.namespace()).create();
        whole = world.client()
                .rbac()
                .roles()
                .inNamespace(world.namespace())
                .withName("bluegreen")
                .require();
        world.create(Manifests.parse("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: bluegreen}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: bluegreen}
                subjects: [{kind: ServiceAccount, name: bluegreen, namespace: %s}]
                """.formatted(world.namespace())));
        world.runAs(account());
    }

    private static java.io.InputStream rbac() {
        try {
            return Files.newInputStream(Manifests.project().resolve("docs/rbac.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Config account() {
        String token = world.client()
                .serviceAccounts()
                .inNamespace(world.namespace())
                .withName("bluegreen")
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken();
        return new ConfigBuilder(world.site().config())
                .withAutoConfigure(false)
                .withClientCertData(null)
                .withClientKeyData(null)
                .withOauthToken(token)
                .build();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void everythingWorksWithTheRoleOfTheDocs() {
        assertThat(world.outcome(RequestBuilder.label("v1"))).isEqualTo(new Outcome.Promoted("demo-rs-v001"));
        world.restart();

        assertThat(world.outcome(RequestBuilder.label("v2")
                        .withCompanions()
                        .gated()
                        .options(options -> options.previewService("demo-preview"))))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        assertThat(world.outcome(RequestBuilder.rollback(Mode.LABEL)))
                .as("%s", world.story())
                .isEqualTo(new Outcome.RolledBack("demo-rs-v001", "it was asked for", true));
        assertThat(world.outcome(RequestBuilder.label("never-ready")
                        .options(options -> options.readyTimeout(Duration.ofSeconds(1)))))
                .isInstanceOf(Outcome.Failed.class);

        assertThat(world.service().violations("demo-rs-v001", 3)).isEmpty();
    }

    @Test
    void everythingWorksInSelectorModeToo() {
        world.create(Manifests.named(Manifests.demo("selector/service.yaml"), "demo-native"));
        world.create("selector/deployment-v1.yaml");
        world.observe("demo-native");

        assertThat(world.outcome(RequestBuilder.selector("v2")
                        .withCompanions()
                        .services("demo-native")
                        .options(options -> options.retire(Retire.SCALE_DOWN, Duration.ZERO))))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Promoted("demo-dp-v2"));
        assertThat(world.outcome(RequestBuilder.rollback(Mode.SELECTOR).services("demo-native")))
                .as("%s", world.story())
                .isEqualTo(new Outcome.RolledBack("demo-dp-v1", "it was asked for", true));
    }

    @Test
    void namesEachVerbThatIsMissing() {
        List<String> unnamed = new ArrayList<>();
        for (PolicyRule rule : whole.getRules()) {
            for (String resource : rule.getResources()) {
                for (String verb : rule.getVerbs()) {
                    String right = verb + " " + resource;
                    boolean needed = !OPTIONAL.contains(right)
                            && !COMPANIONS.contains(resource)
                            && !(resource.equals("deployments")
                                    && !Set.of("list", "watch").contains(verb));
                    if (needed && !named(verb, resource)) {
                        unnamed.add(right);
                    }
                }
            }
        }
        assertThat(unnamed).isEmpty();
        assertThat(world.look().releases()).isEmpty();
    }

    private boolean named(String verb, String resource) {
        allow(whole.getRules().stream()
                .flatMap(rule -> rule.getResources().stream().flatMap(each -> rule.getVerbs().stream()
                        .filter(one -> !(one.equals(verb) && each.equals(resource)))
                        .map(one -> new PolicyRuleBuilder()
                                .withApiGroups(rule.getApiGroups())
                                .withResources(each)
                                .withVerbs(one)
                                .build())))
                .toList());
        List<Outcome> last = new ArrayList<>();
        // The API server learns of a Role a moment after it was written.
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            world.forget();
            last.add(world.outcome(RequestBuilder.of(
                    Mode.LABEL, new io.jenkins.plugins.bluegreen.decide.Request.Goal.Promote("demo-rs-v009"))));
            return last.get(last.size() - 1) instanceof Outcome.Refused refused
                    && sentences(refused).contains(verb)
                    && sentences(refused).contains(resource);
        });
        return true;
    }

    private static String sentences(Outcome.Refused refused) {
        return refused.problems().stream().map(Problem::sentence).collect(Collectors.joining(" "));
    }

    private void allow(List<PolicyRule> rules) {
        world.client()
                .rbac()
                .roles()
                .inNamespace(world.namespace())
                .withName("bluegreen")
                .edit(role -> new RoleBuilder(role).withRules(rules).build());
    }
}
