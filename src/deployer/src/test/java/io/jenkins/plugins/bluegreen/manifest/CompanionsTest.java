package io.jenkins.plugins.bluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompanionsTest {
    private static final String WORKLOAD = """
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata: {name: demo-rs}
            spec:
              replicas: 3
              selector: {matchLabels: {app: demo}}
              template:
                metadata: {labels: {app: demo}}
                spec:
                  imagePullSecrets: [{name: pull}, {name: not-ours}]
                  initContainers:
                  - name: init
                    image: busybox:1
                    env:
                    - name: PASSWORD
                      valueFrom: {secretKeyRef: {name: token, key: password}}
                  containers:
                  - name: demo
                    image: docker.io/bebullish/demo
                    envFrom:
                    - configMapRef: {name: settings}
                    - secretRef: {name: token}
                    env:
                    - name: MODE
                      valueFrom: {configMapKeyRef: {name: settings, key: mode}}
                    - name: OTHER
                      valueFrom: {configMapKeyRef: {name: not-ours, key: mode}}
                  volumes:
                  - name: a
                    configMap: {name: settings}
                  - name: b
                    secret: {secretName: token}
                  - name: c
                    projected:
                      sources:
                      - configMap: {name: settings}
                      - secret: {name: token}
            """;
    private static final String SETTINGS =
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {mode: quick}\n";
    private static final String SECRETS = """
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: token, labels: {team: blue}}
            stringData: {password: hunter2}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: pull}
            type: kubernetes.io/dockerconfigjson
            data: {.dockerconfigjson: e30=}
            """;
    private static final String SCALER = """
            ---
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: scaler}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: ReplicaSet, name: demo-rs}
              maxReplicas: 9
            """;
    private static final String BUDGET = """
            ---
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: budget}
            spec:
              minAvailable: 1
              selector: {matchLabels: {app: demo}}
            """;

    private static Bound bound(String manifest) {
        return Binding.label(Manifest.parse(manifest), Optional.of("v2"), List.of());
    }

    private static ReleaseTemplate release(String manifest) {
        return ReleaseTemplate.of(bound(manifest))
                .namespace("marlon")
                .name("demo-rs-v003")
                .ownLabel("own", "demo-rs-v003");
    }

    @Test
    void makesEveryReferenceFollow() {
        String rendered = release(WORKLOAD + SETTINGS + SECRETS).render().toString();

        assertThat(rendered)
                .contains("configMapRef={name=demo-rs-v003-settings}")
                .contains("secretRef={name=demo-rs-v003-token}")
                .contains("configMapKeyRef={name=demo-rs-v003-settings")
                .contains("secretKeyRef={name=demo-rs-v003-token")
                .contains("configMap={name=demo-rs-v003-settings}")
                .contains("secret={secretName=demo-rs-v003-token}")
                .contains("secret={name=demo-rs-v003-token}")
                .contains("imagePullSecrets=[{name=demo-rs-v003-pull}, {name=not-ours}]")
                .contains("configMapKeyRef={name=not-ours")
                .doesNotContain("name=settings", "name=token", "secretName=token", "name=pull");
    }

    @Test
    void leavesReferencesAloneWhereNothingComesAlong() {
        assertThat(release(WORKLOAD).render().toString()).contains("configMapRef={name=settings}");
        assertThat(release(WORKLOAD).companions()).isEmpty();
    }

    @Test
    void rendersEachUnderANameOfTheRelease() {
        List<Map<String, Object>> companions =
                release(WORKLOAD + SETTINGS + SECRETS + SCALER + BUDGET).companions();

        assertThat(companions)
                .extracting(object -> object.get("metadata").toString())
                .containsExactly(
                        "{name=demo-rs-v003-settings, namespace=marlon, labels={}}",
                        "{name=demo-rs-v003-token, labels={team=blue}, namespace=marlon}",
                        "{name=demo-rs-v003-pull, namespace=marlon, labels={}}",
                        "{name=demo-rs-v003-scaler, namespace=marlon, labels={}}",
                        "{name=demo-rs-v003-budget, namespace=marlon, labels={}}");
        assertThat(companions.get(3).toString()).contains("kind=ReplicaSet, name=demo-rs-v003");
        assertThat(companions.get(4).toString()).contains("matchLabels={app=demo, own=demo-rs-v003}");
    }

    @Test
    void countsAChangedConfigMapAloneAsAnotherRequest() {
        String before = bound(WORKLOAD + SETTINGS).requestedHash();

        assertThat(bound(WORKLOAD + SETTINGS).requestedHash()).isEqualTo(before);
        assertThat(bound(WORKLOAD + SETTINGS.replace("quick", "slow")).requestedHash())
                .isNotEqualTo(before);
        assertThat(bound(WORKLOAD).requestedHash()).isNotEqualTo(before);
    }

    @Test
    void tellsAChangeOfWhatComesAlongFromOneOfTheWorkload() {
        Bound before = bound(WORKLOAD + SETTINGS);

        assertThat(bound(WORKLOAD + SETTINGS.replace("quick", "slow")).sameWorkload(before.requestedHash()))
                .isTrue();
        assertThat(bound(WORKLOAD).sameWorkload(before.requestedHash())).isTrue();
        assertThat(before.sameWorkload(bound(WORKLOAD).requestedHash())).isTrue();
        assertThat(bound(WORKLOAD.replace("demo", "other") + SETTINGS).sameWorkload(before.requestedHash()))
                .isFalse();
    }

    @Test
    void countsNoOtherOrderOfTheDocumentsAsAnotherRequest() {
        assertThat(bound(WORKLOAD + SETTINGS + SECRETS + BUDGET).requestedHash())
                .isEqualTo(bound(WORKLOAD + BUDGET + SECRETS + SETTINGS).requestedHash());
    }

    @Test
    void knowsThatASecretIsInIt() {
        assertThat(Manifest.parse(WORKLOAD + SECRETS).holdsSecret()).isTrue();
        assertThat(Manifest.parse(WORKLOAD + SETTINGS).holdsSecret()).isFalse();
        assertThat(Manifest.parse(WORKLOAD + SECRETS).companions().toString()).doesNotContain("hunter2");
    }

    @Test
    void refusesWhatBelongsToSomethingElse() {
        String scaler = SCALER.replace("name: demo-rs}", "name: other}");
        String budget = BUDGET.replace("{app: demo}", "{app: other}");

        assertThat(Demo.problems(WORKLOAD + scaler + budget + SETTINGS + SETTINGS))
                .containsExactly(
                        "HorizontalPodAutoscaler scaler comes with the workload, but its spec.scaleTargetRef is not"
                                + " ReplicaSet demo-rs. Name the workload there, or take it out of the manifest.",
                        "PodDisruptionBudget budget comes with the workload, but its spec.selector does not select the"
                                + " workload's pods. Select labels of the template there, or take it out of the manifest.",
                        "ConfigMap settings comes with the workload, but it is there twice. Leave one of them.");
    }

    @Test
    void refusesAnotherNamespaceThanTheWorkloads() {
        String elsewhere = SETTINGS.replace("name: settings", "name: settings, namespace: other");

        assertThat(Demo.problems(WORKLOAD + elsewhere))
                .containsExactly("ConfigMap settings comes with the workload, but it names the namespace other and the"
                        + " workload names none. Make the two agree.");
    }
}
