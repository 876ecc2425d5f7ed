package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.simulator.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is written: a sentence each on standard error, and exit code 2. */
@Execution(ExecutionMode.CONCURRENT)
class BadInputTest {
    private static Lab lab;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        lab = Lab.label(Settings.fast());
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static void refused(Typed typed, String... sentences) {
        assertThat(typed.code()).as(typed.toString()).isEqualTo(2);
        assertThat(typed.problems()).containsExactly(sentences);
        assertThat(typed.out()).isEmpty();
        assertThat(lab.replicaSets()).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Typed typed = Typed.line(
                "deploy",
                "-f",
                "missing.yaml",
                "--kubeconfig",
                "missing.kubeconfig",
                "--ready-timeout",
                "soon",
                "--replicas",
                "-1",
                "--cutover",
                "atomic",
                "--settle",
                "5s",
                "--retire",
                "burn",
                "-o",
                "yaml",
                "--quiet",
                "--verbose");

        refused(
                typed,
                "The output format yaml was given, but the only one is json. Give -o json, or leave it away for text.",
                "The kubeconfig missing.kubeconfig is to be used, but there is no such file. Name one that is there.",
                "The manifest missing.yaml is to be used, but there is no such file. Name a file that is there.",
                "--settle was given with --cutover atomic, but both versions serve together only in an overlap."
                        + " Leave --settle away, or use --cutover overlap.",
                "--replicas is \"-1\", but it is not a whole number from 1 to 100000. Give one.",
                "The duration \"soon\" was given for --ready-timeout, but it is not one."
                        + " Write it such as 10m, 90s, 1h30m, 250ms or PT5M.",
                "--retire is \"burn\", but there is no such choice. Give one of keep, scale-down, delete.");
    }

    @Test
    void contradictoryOutputsAreRefused() {
        refused(
                lab.type("status", "--service", "demo-service", "-q", "-v"),
                "--quiet and --verbose were given, but they contradict each other. Give one of them, or none.");
    }

    @Test
    void aManifestIsNeeded() {
        refused(
                lab.type("deploy", "--service", "demo-service"),
                "A release is to be made, but no manifest is named. Name it with -f FILE, or -f - for standard input.");
    }

    @Test
    void aServiceIsNeeded() {
        refused(
                lab.type("rollback"),
                "Traffic is to be moved, but no Service is named. Name it as the service,"
                        + " or in the manifest's annotation traffic.spinnaker.io/load-balancers.");
    }

    @Test
    void unknownOptionsAreTold() {
        refused(
                lab.type("status", "--servce", "demo-service"),
                "The command bluegreen status was typed, but it does not know --servce demo-service (did you mean --service?)."
                        + " See bluegreen status --help.");
    }

    @Test
    void anOptionWithoutItsValueIsTold() {
        refused(
                Typed.line("deploy", "--version"),
                "The command bluegreen deploy was typed, but --version came without a value. See bluegreen deploy --help.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-ojson", "-o=json", "--output=json"})
    void whatCannotBeParsedIsRefusedAsJsonToo(String output) {
        Typed typed = lab.type("status", "--servce", "demo-service", output);

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("it does not know --servce demo-service");
        assertThat(typed.out()).contains("\"outcome\" : \"refused\"");
    }

    @Test
    void refusalsAreJsonToo() {
        Typed typed = lab.type("deploy", "--service", "demo-service", "-o", "json");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.out()).contains("\"outcome\" : \"refused\"").contains("no manifest is named");
    }

    @Test
    void aMissingContextIsTold() {
        refused(
                lab.type("status", "--service", "demo-service", "--context", "elsewhere"),
                "The context elsewhere of --kubeconfig %s is to be used, but it is not there.".formatted(lab.kubeconfig)
                        + " Give another --context; there are embedded.");
    }

    @Test
    void aKubeconfigThatIsNoneIsTold() throws IOException {
        Path file = folder.resolve("config");
        Files.writeString(file, "just text");

        refused(
                Typed.line("status", "--service", "demo-service", "--kubeconfig", file.toString()),
                "The kubeconfig %s is to be used, but it is not a kubeconfig. Name a YAML file of kind Config."
                        .formatted(file));
    }

    @Test
    void contextAndKubeconfigTogetherWork() {
        assertThat(lab.type("status", "--service", "demo-service", "--context", "embedded")
                        .code())
                .isZero();
    }

    @Test
    void aMissingServiceIsTold() {
        refused(
                lab.type("status", "--service", "other"),
                "Service other in namespace default was asked for, but there is no such Service."
                        + " Name one that is there; kubectl get services -n default lists them.");
    }

    @Test
    void aMissingNamespaceIsTold() {
        String sentence = "Namespace nowhere was asked for, but there is no such namespace."
                + " Create it, or name one that is there.";
        refused(lab.deploy("v1", "-q", "-n", "nowhere"), sentence);
        Typed plan = lab.type(
                "plan", "-f", Lab.LABEL, "--version", "v1", "--service", "demo-service", "-q", "-n", "nowhere");
        assertThat(plan.code()).isEqualTo(2);
        assertThat(plan.problems()).containsExactly(sentence);
        refused(lab.type("status", "--service", "demo-service", "-n", "nowhere"), sentence);
        refused(lab.type("rollback", "--service", "demo-service", "-n", "nowhere"), sentence);
        refused(
                lab.type("promote", "--release", "demo-rs-v001", "--service", "demo-service", "-n", "nowhere"),
                sentence);
    }

    private Typed deploy(String kubeconfig) throws IOException {
        Path file = folder.resolve("config");
        Files.writeString(file, kubeconfig);
        return Typed.line(
                "deploy",
                "-f",
                Lab.LABEL,
                "--service",
                "demo-service",
                "--version",
                "v1",
                "--kubeconfig",
                file.toString());
    }

    @Test
    void aClusterThatDoesNotAnswerIsTold() throws IOException {
        Typed typed = deploy(lab.cluster.kubeconfig().replaceFirst("server: .*", "server: \"https://127.0.0.1:1\""));

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err())
                .matches("The cluster was asked about namespace default, but GET \\S+ failed: nothing answers at "
                        + "https://127.0.0.1:1. Look at the address, the certificate and the credentials.\\R");
    }

    @Test
    void aCertificateThatIsNotTrustedIsTold() throws IOException {
        Typed typed = deploy(lab.cluster.kubeconfig().replaceFirst("certificate-authority-data: .*", ""));

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err())
                .contains("the certificate of %s is not of an authority that is trusted".formatted(lab.cluster.url()));
    }

    @Test
    void credentialsThatAreNotAcceptedAreTold() throws IOException {
        Typed typed = deploy(lab.cluster.kubeconfig("nobody-knows-this"));

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err())
                .contains("was answered with 401: Unauthorized")
                .contains("the credentials")
                .doesNotContain("nobody-knows-this");
    }

    @Test
    void everyRightThatIsMissingIsNamed() throws IOException {
        Typed typed = deploy(lab.cluster.kubeconfig(lab.cluster.token("stranger")));

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err())
                .contains("create replicasets")
                .contains("patch services")
                .contains("watch endpointslices");
    }

    @Test
    void aPortThatIsNoneIsTold() {
        refused(
                Typed.line("cluster", "--port", "http"),
                "--port is \"http\", but it is not a port. Give a number from 1 to 65535, or leave it away for a free one.");
    }
}
