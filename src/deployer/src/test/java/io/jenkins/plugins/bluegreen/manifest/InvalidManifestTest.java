package io.jenkins.plugins.bluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each manifest has one thing wrong, and the whole sentence about it is asserted. */
class InvalidManifestTest {
    private static final String ONE = "The manifest must have one ReplicaSet or Deployment, but ";

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "---\n---\n", "# nothing", "null", "apiVersion: v1\nkind: List\nitems: []"})
    void refusesEmptyOne(String empty) {
        assertThat(Demo.problems(empty)).containsExactly(ONE + "it is empty. Write the workload into it.");
    }

    @Test
    void refusesTwoWorkloads() {
        assertThat(Demo.problems(Demo.replicaSet() + "---\n" + Demo.deployment()))
                .containsExactly(ONE + "it has 2: ReplicaSet demo-rs and Deployment demo-dp-v2. Leave one of them.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Service", "Ingress", "ServiceAccount", "NetworkPolicy", "StatefulSet"})
    void refusesOtherKindsByName(String kind) {
        String other = "---\napiVersion: v1\nkind: " + kind + "\nmetadata: {name: x}\ndata: {password: hunter2}\n";

        assertThat(Demo.problems(Demo.replicaSet() + other))
                .containsExactly(ONE + "it has " + kind + " x, which cannot be deployed. Take out what is not the"
                        + " workload, and apply it on its own.");
        assertThat(Demo.problems(other))
                .containsExactly(ONE + "it has " + kind + " x, which cannot be deployed. Give a manifest of a"
                        + " ReplicaSet or a Deployment.");
    }

    @Test
    void namesSomeOfManyObjects() {
        assertThat(Demo.problems("---\nkind: Pod\nmetadata: {name: x}\n".repeat(5000)))
                .singleElement()
                .asString()
                .contains("Pod x, Pod x and 4990 more, which cannot be deployed")
                .hasSizeLessThan(400);
    }

    @Test
    void refusesWhatHasNoKind() {
        assertThat(Demo.problems("metadata: {name: x}"))
                .containsExactly(
                        ONE + "it has an object without a kind x, which cannot be deployed. Give a manifest of a"
                                + " ReplicaSet or a Deployment.");
        assertThat(Demo.problems("just words"))
                .containsExactly(ONE + "one of its documents is no object. Write objects with apiVersion, kind and"
                        + " metadata.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apps/v1|extensions/v1beta1|A ReplicaSet must have the apiVersion apps/v1, but it has extensions/v1beta1. Write apiVersion: apps/v1.",
                "name: demo-rs|generateName: demo-|The manifest's metadata.name must say the workload's base name, but metadata.generateName is there, which lets the cluster choose it. Write metadata.name instead: the releases are numbered after it.",
                "name: demo-rs|labels: {}|The manifest's metadata.name must be the workload's base name, but it is missing. Write a name.",
                "name: demo-rs|name: Demo_RS|The manifest's metadata.name must be the workload's base name, but it is not a DNS-1123 name. Use up to 253 lower-case letters, digits, \"-\" and \".\", with a letter or digit at both ends.",
                "name: demo-rs|name: 7|The manifest's metadata.name must be a string, but it is a number. Put it in quotes.",
                "replicas: 3|replicas: 0|The manifest's spec.replicas must be 1 or more, but it is 0. Write how many pods are to serve, or leave it away.",
                "replicas: 3|replicas: -2|The manifest's spec.replicas must be 1 or more, but it is -2. Write how many pods are to serve, or leave it away.",
                "replicas: 3|replicas: \"3\"|The manifest's spec.replicas must be a whole number, but it is a string. Write a number, without quotes.",
                "replicas: 3|replicas: 2.5|The manifest's spec.replicas must be a whole number, but it is a number with a fraction. Write a whole number there.",
                "replicas: 3|replicas: [3]|The manifest's spec.replicas must be a whole number, but it is a list. Write a whole number there.",
                "replicas: 3|replicas: 99999999999999999999|The manifest's spec.replicas must be a whole number, but it is a number beyond every limit. Write a whole number there.",
                "image: docker.io/bebullish/demo|command: []|Each container must have an image, but container demo has none. Write its image.",
                "image: docker.io/bebullish/demo|image: docker.io/Bebullish/demo|The image \"docker.io/Bebullish/demo\" was given for container demo, but there is upper case in its name. Write its name in lower case.",
                "image: docker.io/bebullish/demo|image: 5|The manifest's spec.template.spec.containers[0].image must be a string, but it is a number. Put it in quotes.",
                "- name: demo|- name: De.mo|The manifest's spec.template.spec.containers[0].name must be a name, but it is not one. Use up to 63 lower-case letters, digits and \"-\" between them.",
                "containerPort: 8080|containerPort: 80800|The manifest's spec.template.spec.containers[0].ports[0].containerPort must be a port, but it is 80800. Write a number from 1 to 65535.",
                "containerPort: 8080|name: web|The manifest's spec.template.spec.containers[0].ports[0].containerPort must be a port, but it is missing. Write a number from 1 to 65535."
            })
    void refusesFieldThatIsWrong(String old, String replacement, String sentence) {
        assertThat(Demo.problems(Demo.replicaSet(old, replacement))).containsExactly(sentence);
    }

    @Test
    void refusesNamespaceThatIsNone() {
        assertThat(Demo.problems(Demo.replicaSet("name: demo-rs", "name: a\n  namespace: A_B")))
                .containsExactly(
                        "The manifest's metadata.namespace must be a namespace's name, but it is not a DNS-1123"
                                + " label. Use up to 63 lower-case letters, digits and \"-\", or leave it away.");
    }

    @Test
    void refusesPausedDeployment() {
        String paused = Demo.with(Demo.deployment(), "replicas: 3", "replicas: 3\n  paused: true");

        assertThat(Demo.problems(paused))
                .containsExactly("The Deployment is to make its pods, but spec.paused is true, and a paused Deployment"
                        + " makes none. Remove spec.paused.");
        assertThat(Manifest.parse(paused.replace("paused: true", "paused: false")))
                .isNotNull();
    }

    @Test
    void refusesSelectorThatIsMissing() {
        String without = Demo.replicaSet("  selector:\n    matchLabels:\n      app: demo\n", "");
        String empty = Demo.replicaSet("    matchLabels:\n      app: demo\n", "    app: demo\n");

        assertThat(Demo.problems(without))
                .containsExactly(
                        "A workload must have spec.selector, but it is missing. Write spec.selector.matchLabels"
                                + " with labels of the template.");
        assertThat(Demo.problems(empty))
                .containsExactly("The manifest's spec.selector must select the template's labels, but it has no"
                        + " matchLabels and no matchExpressions. Write spec.selector.matchLabels with labels of the"
                        + " template.");
    }

    @Test
    void refusesSelectorThatDoesNotMatchTheTemplate() {
        String sentence = "The manifest's spec.selector must match spec.template.metadata.labels, but it does not at ";

        assertThat(Demo.problems(Demo.replicaSet("        app: demo\n", "        app: other\n")))
                .containsExactly(sentence + "app. Make both the same there.");
        assertThat(Demo.problems(Demo.replicaSet(
                        "    matchLabels:\n",
                        "    matchExpressions:\n      - {key: tier, operator: Exists}\n      - {key: app, operator: NotIn,"
                                + " values: [demo]}\n    matchLabels:\n")))
                .containsExactly(sentence + "app and tier. Make both the same there.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{key: app, operator: Equals}|The manifest's spec.selector.matchExpressions[0].operator must be an operator, but it is another word. Write In, NotIn, Exists or DoesNotExist.",
                "{key: app, operator: In}|The manifest's spec.selector.matchExpressions[0].values must have values for In, but it has none. Write the values.",
                "{key: app, operator: Exists, values: [a]}|The manifest's spec.selector.matchExpressions[0].values must be empty for Exists, but it has some. Remove them.",
                "{operator: Exists}|The manifest's spec.selector.matchExpressions[0].key must be a label's key, but it is missing. Write the key of a label.",
                "5|The manifest's spec.selector.matchExpressions[0] must be a map, but it is a number. Write a map there."
            })
    void refusesExpressionThatIsNone(String expression, String sentence) {
        assertThat(Demo.problems(Demo.replicaSet(
                        "    matchLabels:\n", "    matchExpressions:\n      - " + expression + "\n    matchLabels:\n")))
                .contains(sentence);
    }

    @Test
    void refusesLabelsThatAreNone() {
        assertThat(Demo.problems(Demo.replicaSet("        app: demo\n", "        app: demo\n        version: 2\n")))
                .containsExactly("The manifest's spec.template.metadata.labels.version must be a string, but it is a"
                        + " number. Put it in quotes.");
        assertThat(Demo.problems(Demo.replicaSet("        app: demo\n", "        app: demo\n        v: 'a b'\n")))
                .containsExactly("The manifest's spec.template.metadata.labels.v must be a label's value, but it is not"
                        + " one. Use up to 63 letters, digits, \"-\", \"_\" and \".\", with a letter or digit at both"
                        + " ends.");
        assertThat(Demo.problems(Demo.replicaSet("        app: demo\n", "        app: demo\n        'a b': v\n")))
                .singleElement()
                .asString()
                .startsWith(
                        "The manifest's spec.template.metadata.labels must have labels' keys, but one of its keys is"
                                + " not one.");
    }

    @Test
    void refusesContainersThatAreMissingOrShareAName() {
        String sentence = "The manifest's spec.template.spec.containers must have a container, but it has none."
                + " Write at least one, with name and image.";
        String none = Demo.replicaSet().substring(0, Demo.replicaSet().indexOf("      containers:"));

        assertThat(Demo.problems(none + "      containers: []\n")).containsExactly(sentence);
        assertThat(Demo.problems(none + "      dnsPolicy: Default\n")).containsExactly(sentence);
        assertThat(Demo.problems(Demo.replicaSet()
                        + "      initContainers:\n        - {name: demo, image: a}\n        - {image: a}\n"))
                .containsExactly(
                        "The names of all containers must differ, but two are called demo. Give"
                                + " spec.template.spec.initContainers[0] another name.",
                        "The manifest's spec.template.spec.initContainers[1].name must be a name, but it is missing. Give"
                                + " the container a name.");
    }

    @Test
    void reportsAllProblemsAtOnceAndNoContent() {
        String manifest = Demo.replicaSet("replicas: 3", "replicas: many-of-them")
                        .replace("image: docker.io/bebullish/demo", "env: hunter2")
                        .replace("name: demo-rs", "generateName: x")
                        .replace("        app: demo\n", "        app: secret-value\n")
                + "---\nkind: Secret\nmetadata: {name: S}\nstringData: {password: hunter2}\n";

        assertThat(Demo.problems(manifest)).hasSize(6);
        assertThatThrownBy(() -> Manifest.parse(manifest))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Secret S comes with the workload, but its metadata.name is no object's name")
                .hasMessageContaining("it has no apiVersion")
                .hasMessageContaining("metadata.generateName")
                .hasMessageContaining("spec.replicas must be a whole number, but it is a string")
                .hasMessageContaining("it does not at app")
                .hasMessageContaining("container demo has none")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("many-of-them")
                .hasMessageNotContaining("secret-value");
    }
}
