package io.jenkins.plugins.bluegreen.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Retire;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.SimulatedCluster;
import io.jenkins.plugins.bluegreen.testkit.fault.Call;
import io.jenkins.plugins.bluegreen.testkit.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Role of {@code docs/rbac.yaml} allows what is asked of the API server, and nothing that is never asked. */
class RightsUsedTest {
    private static final Pattern NAMESPACED = Pattern.compile(
            "/(?:api/v1|apis/(?<group>[^/]+)/[^/]+)/namespaces/[^/]+/(?<resource>[^/]+)(?:/(?<name>[^/]+)(?:/(?<sub>[^/]+))?)?");

    private final Set<String> used = new TreeSet<>();

    /** Kubernetes's verb for a request, as its authorization sees it; nothing for what needs no right in the namespace. */
    private static Optional<String> right(Call call) {
        Matcher path = NAMESPACED.matcher(call.path());
        if (!path.matches()) {
            return Optional.empty();
        }
        boolean named = path.group("name") != null;
        String verb =
                switch (call.method()) {
                    case "GET" -> named ? "get" : "list";
                    case "WATCH" -> "watch";
                    case "POST" -> "create";
                    case "PUT" -> "update";
                    default -> call.method().toLowerCase(java.util.Locale.ROOT);
                };
        String group = path.group("group") == null ? "" : "." + path.group("group");
        String sub = path.group("sub") == null ? "" : "/" + path.group("sub");
        return Optional.of(verb + " " + path.group("resource") + sub + group);
    }

    private static Set<String> role(World world) throws IOException {
        Set<String> rights = new TreeSet<>();
        try (InputStream file = Files.newInputStream(Manifests.project().resolve("docs/rbac.yaml"))) {
            for (HasMetadata object : world.client().load(file).items()) {
                if (object instanceof Role role) {
                    role.getRules().forEach(rule -> rule.getResources()
                            .forEach(resource -> rule.getVerbs().forEach(verb -> rule.getApiGroups()
                                    .forEach(group -> rights.add(
                                            verb + " " + resource + (group.isEmpty() ? "" : "." + group))))));
                }
            }
        }
        return rights;
    }

    /** Of each kind of write one is told of too late, or has its answer lost, so that what it did is looked at. */
    private Set<String> story(Mode mode) throws IOException {
        try (World world = World.in(new SimulatedCluster())) {
            world.create(mode == Mode.LABEL ? "label/service.yaml" : "selector/service.yaml");
            if (mode == Mode.SELECTOR) {
                world.create("selector/deployment-v1.yaml");
            }
            Set<String> struck = new TreeSet<>();
            Predicate<Call> first =
                    call -> call.writes() && right(call).filter(struck::add).isPresent();
            world.faults().strikeAll(call -> call.method().equals("PATCH") && first.test(call), Fault.CONFLICT);
            world.faults().strikeAll(call -> call.method().equals("POST") && first.test(call), Fault.TIMEOUT_AFTER);
            for (String version : List.of("v2", "v3")) {
                assertThat(world.outcome(RequestBuilder.deploy(mode, version)
                                .withCompanions()
                                .gated()
                                .options(options -> options.previewService("demo-preview")
                                        .retire(Retire.SCALE_DOWN, Duration.ZERO))))
                        .as("%s", world.story())
                        .isInstanceOf(Outcome.Promoted.class);
            }
            assertThat(world.outcome(RequestBuilder.rollback(mode)))
                    .as("%s", world.story())
                    .isInstanceOf(Outcome.RolledBack.class);
            world.faults().heal();
            assertThat(world.outcome(RequestBuilder.deploy(mode, "never-ready")
                            .options(options -> options.readyTimeout(Duration.ofSeconds(1)))))
                    .isInstanceOf(Outcome.Failed.class);
            world.faults().calls().forEach(call -> right(call).ifPresent(used::add));
            return role(world);
        }
    }

    @Test
    void areExactlyThoseOfTheRole() throws IOException {
        story(Mode.LABEL);
        Set<String> role = story(Mode.SELECTOR);

        assertThat(used).containsExactlyElementsOf(role);
    }
}
