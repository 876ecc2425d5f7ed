package io.jenkins.plugins.bluegreen.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Retire;
import io.jenkins.plugins.bluegreen.decide.Target;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.settings.Requests.Extent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final Request.Run RUN = new Request.Run("run-1", "a test");
    private static final String REPLICA_SET = """
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata:
              name: demo-rs
              annotations:
                traffic.spinnaker.io/load-balancers: '["annotated"]'
            spec:
              replicas: 3
              selector:
                matchLabels:
                  app: demo
              template:
                metadata:
                  labels:
                    app: demo
                spec:
                  containers:
                  - name: demo
                    image: docker.io/bebullish/demo
            """;

    /** What a person wrote; public fields stand for a form. */
    private static class Written implements Settings {
        private String service = "demo-service";
        private String namespace;
        private String version = "v2";
        private String mode;
        private String cutover;
        private String replicas;
        private String settle;
        private String retire;
        private String readyTimeout;

        @Override
        public String getService() {
            return service;
        }

        @Override
        public String getNamespace() {
            return namespace;
        }

        @Override
        public String getVersion() {
            return version;
        }

        @Override
        public String getMode() {
            return mode;
        }

        @Override
        public String getCutover() {
            return cutover;
        }

        @Override
        public String getReplicas() {
            return replicas;
        }

        @Override
        public String getSettle() {
            return settle;
        }

        @Override
        public String getRetire() {
            return retire;
        }

        @Override
        public String getReadyTimeout() {
            return readyTimeout;
        }
    }

    private final Written written = new Written();

    private Request deploy() {
        return Requests.deploy(written, REPLICA_SET, "fallback", Extent.DEPLOY, RUN);
    }

    @Test
    void takesTheDefaultsWhereNothingWasWritten() {
        Request request = deploy();

        assertThat(request.options()).isEqualTo(Request.Options.defaults());
        assertThat(request.mode()).isEqualTo(Mode.LABEL);
        assertThat(request.namespace()).isEqualTo("fallback");
        assertThat(request.workload()).isEqualTo("demo-rs");
        assertThat(request.services()).containsExactly("demo-service");
    }

    @Test
    void readsWhatWasWritten() {
        written.service = "one, two\n one";
        written.namespace = "marlon";
        written.cutover = "overlap";
        written.replicas = "7";
        written.settle = "90s";
        written.retire = "scale-down";
        written.readyTimeout = "PT5M";

        Request request = deploy();

        assertThat(request.services()).containsExactly("one", "two");
        assertThat(request.namespace()).isEqualTo("marlon");
        assertThat(request.options().cutover()).isEqualTo(CutoverChoice.OVERLAP);
        assertThat(request.options().replicas()).hasValue(7);
        assertThat(request.options().settle()).contains(Duration.ofSeconds(90));
        assertThat(request.options().retire()).isEqualTo(Retire.SCALE_DOWN);
        assertThat(request.options().readyTimeout()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void takesTheServiceOfTheAnnotationWhenNoneIsNamed() {
        written.service = " ";

        assertThat(deploy().services()).containsExactly("annotated");
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        written.service = "Not_A_Name";
        written.cutover = "sideways";
        written.replicas = "0";
        written.readyTimeout = "soon";
        written.mode = "both";
        written.version = "UP:PER";

        assertThatThrownBy(this::deploy).isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(
                        e.problems())
                .extracting(problem -> problem.sentence())
                .anySatisfy(
                        sentence -> assertThat(sentence)
                                .isEqualTo(
                                        "Cutover is \"sideways\", but there is no such choice. Give one of auto, atomic, overlap."))
                .anySatisfy(sentence -> assertThat(sentence)
                        .isEqualTo("Replicas is \"0\", but it is not a whole number from 1 to 100000. Give one."))
                .anySatisfy(sentence -> assertThat(sentence).contains("\"soon\"", "readyTimeout"))
                .anySatisfy(sentence -> assertThat(sentence).contains("Mode is \"both\""))
                .anySatisfy(sentence -> assertThat(sentence).contains("Not_A_Name"))
                .anySatisfy(sentence -> assertThat(sentence).contains("UP:PER")));
    }

    @Test
    void refusesASettleTimeForAnAtomicCutover() {
        written.cutover = "atomic";
        written.settle = "5s";

        assertThatThrownBy(this::deploy)
                .hasMessage(
                        "Settle was given with cutover atomic, but both versions serve together only in an overlap. Leave settle away, or use cutover overlap.");
    }

    @Test
    void refusesLabelModeForADeployment() {
        written.mode = "label";
        String deployment = REPLICA_SET.replace("ReplicaSet", "Deployment");

        assertThatThrownBy(() -> Requests.deploy(written, deployment, null, Extent.DEPLOY, RUN))
                .hasMessage(
                        "Label mode was asked for Deployment demo-rs, but relabelling a Deployment's template rolls it. Use a ReplicaSet, or mode selector.");
    }

    @Test
    void refusesANamespaceThatTheManifestContradicts() {
        written.namespace = "here";
        String elsewhere = REPLICA_SET.replace("name: demo-rs", "name: demo-rs\n  namespace: there");

        assertThatThrownBy(() -> Requests.deploy(written, elsewhere, null, Extent.DEPLOY, RUN))
                .hasMessage(
                        "Namespace is \"here\", but the manifest names \"there\". Make the two agree, or leave one away.");
    }

    @Test
    void saysWhatIsWrongWithTheManifestTogetherWithTheRest() {
        written.replicas = "many";

        assertThatThrownBy(() -> Requests.deploy(written, "kind: Pod", null, Extent.DEPLOY, RUN))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSizeGreaterThanOrEqualTo(2));
    }

    @Test
    void goesBackWithoutAManifest() {
        Target target = new Target("marlon", List.of("demo-service"), "demo-rs", Mode.LABEL);

        Request request = Requests.rollback(target, "v1", null, written, RUN);

        assertThat(Target.of(request)).isEqualTo(target);
        assertThat(request.goal()).isInstanceOfSatisfying(Request.Goal.Rollback.class, goal -> assertThat(goal.to())
                .contains("v1"));
    }

    @Test
    void spellsEveryParameterOnceAndInKebabCaseAsAFlag() {
        assertThat(Arrays.stream(Parameter.values()).map(Parameter::key).collect(Collectors.toSet()))
                .hasSize(Parameter.values().length);
        assertThat(Parameter.UNSCHEDULABLE_GRACE.flag()).isEqualTo("--unschedulable-grace");
        assertThat(Parameter.ARTIFACTS.flag()).isEqualTo("--artifact");
    }
}
