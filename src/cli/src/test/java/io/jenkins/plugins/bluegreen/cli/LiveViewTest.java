package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.cli.terminal.Glass;
import io.jenkins.plugins.bluegreen.cli.terminal.Interrupts;
import io.jenkins.plugins.bluegreen.cli.terminal.Style;
import io.jenkins.plugins.bluegreen.cli.terminal.Surface;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.simulator.faults.Fault;
import io.jenkins.plugins.bluegreen.simulator.faults.Faults;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is seen on a terminal while a command goes on. */
@Execution(ExecutionMode.CONCURRENT)
class LiveViewTest {
    private static final Style COLOURS = new Style(true, true);
    private static final String ESCAPE = "\u001b";
    private static final int PATIENCE_SECONDS = 60;

    private final Lab lab = Lab.label();
    private final Glass glass = new Glass(160, 24);
    private final StringWriter beside = new StringWriter();
    private final Interrupts interrupts = new Interrupts();

    @TempDir
    private Path folder;

    @BeforeEach
    void deploy() {
        assertThat(lab.deploy("v1").code()).isZero();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private CompletableFuture<Integer> start(Terminal terminal, String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--kubeconfig", lab.kubeconfig.toString()));
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        code.complete(Main.commandLine(terminal).execute(line.toArray(String[]::new)));
                    } catch (RuntimeException | Error e) {
                        code.completeExceptionally(e);
                    }
                },
                "live-view");
        thread.setDaemon(true);
        thread.start();
        return code;
    }

    /** With standard output on the glass. */
    private CompletableFuture<Integer> watched(String... arguments) {
        Surface error = Surface.plain(new PrintWriter(beside, true));
        return start(new Terminal(glass.surface(COLOURS), error, interrupts), arguments);
    }

    /** With standard error on the glass, and standard output in a pipe. */
    private CompletableFuture<Integer> piped(String... arguments) {
        Surface standard = Surface.plain(new PrintWriter(beside, true));
        return start(new Terminal(standard, glass.surface(COLOURS), interrupts), arguments);
    }

    private static int code(CompletableFuture<Integer> code) throws Exception {
        return code.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private String[] deployV2(String... more) {
        List<String> line =
                new ArrayList<>(List.of("deploy", "-f", Lab.LABEL, "--service", "demo-service", "--version", "v2"));
        line.addAll(List.of(more));
        return line.toArray(String[]::new);
    }

    private static boolean row(Glass.Frame frame, String regex) {
        return frame.rows().stream().anyMatch(row -> row.matches(regex));
    }

    /** A frame is whole, whenever it is looked at. */
    private void assertNothingStale() {
        assertThat(glass.frames()).allSatisfy(frame -> {
            assertThat(frame.rows().stream().filter(row -> row.matches(" +demo-rs-v001 .* [0-9]+/[0-9]+ .*")))
                    .hasSizeLessThan(2);
            assertThat(frame.rows().stream().filter(row -> row.matches(" +demo-rs-v002 .* [0-9]+/[0-9]+ .*")))
                    .hasSizeLessThan(2);
            assertThat(frame.with("RELEASE")).hasSizeLessThan(2);
            assertThat(frame.cursor()).isTrue();
            assertThat(frame.breaks()).isTrue();
        });
    }

    @Test
    void deployShowsEachReleaseWithItsPodsAndWhatIsWaitedFor() throws Exception {
        Path go = folder.resolve("go");

        CompletableFuture<Integer> run =
                watched(deployV2("--gate", "echo looking; until [ -e '%s' ]; do sleep 0.05; done".formatted(go)));

        Glass.Frame gate = glass.await(
                "the gate", frame -> row(frame, "  demo-rs-v002 .*") && row(frame, "  gate: .*asking the gate"));
        assertThat(gate.rows())
                .anyMatch(row -> row.matches("Deploy demo-rs v2 to demo-service in default   [0-9]+\\.[0-9] s"))
                .contains("  RELEASE       VERSION  PODS    READY  SERVING")
                .contains("  demo-rs-v001  v1       ●●●       3/3        3")
                .contains("  demo-rs-v002  v2       ●●●       3/3        0  <- this one")
                .contains("  gate: demo-rs-v002 is available and dark; asking the gate");
        Glass.Frame spoken = glass.await(
                "the gate's words", frame -> !frame.with("gate | looking").isEmpty());
        assertThat(spoken.rows().get(0)).isEqualTo("gate | looking");
        Files.createFile(go);
        assertThat(code(run)).isZero();
        assertNothingStale();
        assertThat(glass.now().rows())
                .startsWith("gate | looking", "Promoted: demo-rs-v002 has the traffic")
                .noneMatch(row -> row.contains("RELEASE"));
        assertThat(beside.toString()).isEmpty();
    }

    @Test
    void podsThatAreCreatedReadyOrServingHaveColoursOfTheirOwn() throws Exception {
        CompletableFuture<Integer> run =
                watched("deploy", "-f", Lab.LABEL, "--service", "demo-service", "--version", "never-ready");

        Glass.Frame creating =
                glass.await("pods that are created", frame -> row(frame, "  demo-rs-v002  never-ready  ○○○ .*"));
        assertThat(creating.rows())
                .contains("  demo-rs-v001  v1           ●●●       3/3        3")
                .contains("  demo-rs-v002  never-ready  ○○○       0/3        0  <- this one")
                .anyMatch(row ->
                        row.startsWith("  warm-up: Waiting for all pods of the candidate to be available (0 of 3"));
        assertThat(glass.colourOf("●")).isEqualTo("32");
        assertThat(glass.colourOf("○")).isEqualTo("33");
        assertThat(glass.colourOf("D")).as("the title").isEqualTo("1");

        interrupts.interrupt();

        assertThat(code(run)).isEqualTo(1);
        assertNothingStale();
        assertThat(glass.now().rows())
                .noneMatch(row -> row.contains("RELEASE") || row.contains("Ctrl-C"))
                .anyMatch(row -> row.startsWith("Failed: It was interrupted"));
        assertThat(glass.now().cursor()).isTrue();
    }

    @Test
    void aSmallWindowIsNotGarbled() throws Exception {
        glass.resize(30, 5);
        Path go = folder.resolve("go");

        CompletableFuture<Integer> run =
                watched(deployV2("--gate", "until [ -e '%s' ]; do sleep 0.05; done".formatted(go)));

        Glass.Frame gate = glass.await("the gate", frame -> row(frame, "  gate: demo-rs-v002 is availa"));
        assertThat(gate.rows())
                .containsExactly(
                        "Deploy demo-rs v2 to demo-serv",
                        "  ... 2 rows more; the window",
                        "  demo-rs-v002  v2       ●●●",
                        "  gate: demo-rs-v002 is availa");
        Files.createFile(go);
        assertThat(code(run)).isZero();
        assertThat(glass.everything().get(0)).isEqualTo("Promoted: demo-rs-v002 has the");
    }

    @Test
    void verboseTellsEachStepAboveThePicture() throws Exception {
        CompletableFuture<Integer> run = watched(deployV2("--verbose", "--verify", "1s"));

        Glass.Frame both = glass.await(
                "steps and picture",
                frame -> !frame.with("Created demo-rs-v002 with 3 replicas").isEmpty()
                        && row(frame, "  demo-rs-v002 .*"));
        assertThat(both.rows().get(both.rows().size() - 5)).startsWith("Deploy demo-rs v2 to demo-service");
        assertThat(code(run)).isZero();
        assertNothingStale();
    }

    @Test
    void besideJsonThePictureIsOnStandardError() throws Exception {
        int code = code(piped(deployV2("-o", "json")));

        assertThat(code).isZero();
        glass.await("a picture", frame -> row(frame, "  demo-rs-v002 .*"));
        assertThat(glass.raw()).contains(ESCAPE + "[1mDeploy demo-rs v2");
        assertThat(new ObjectMapper()
                        .readTree(beside.toString())
                        .path("outcome")
                        .asText())
                .isEqualTo("promoted");
    }

    @Test
    void aPipeGetsNoEscapeCodesWhileStandardErrorIsATerminal() throws Exception {
        String[] plan = deployV2();
        plan[0] = "plan";
        assertThat(code(piped(plan))).isZero();
        assertThat(code(piped(deployV2()))).isZero();
        assertThat(code(piped("status", "--service", "demo-service"))).isZero();
        assertThat(code(piped("observe", "--service", "demo-service", "--for", "50ms")))
                .isZero();

        assertThat(beside.toString())
                .contains(
                        "Would deploy demo-rs v2 ",
                        "Promoted: ",
                        "  demo-rs-v002  v2       ###",
                        "Service demo-service")
                .doesNotContain(ESCAPE);
        assertThat(glass.raw()).isEmpty();
    }

    @Test
    void statusWatchesUntilCtrlCAndLeavesWhatItShowsAtLast() throws Exception {
        CompletableFuture<Integer> run = watched("status", "--service", "demo-service", "--watch");
        Glass.Frame before =
                glass.await("v1", frame -> row(frame, "  demo-rs-v001  v1       ●●●       3/3        3  .*"));
        assertThat(before.rows().get(0))
                .isEqualTo("Service demo-service in default selects createBy=demo-service; 3 ready endpoint(s)");

        assertThat(lab.deploy("v2").code()).isZero();

        glass.await(
                "v2",
                frame -> row(frame, "Service demo-service in default selects createBy=demo-service; 3 .*")
                        && row(frame, "  demo-rs-v002  v2       ●●●       3/3        3  promoted at .*"));
        interrupts.interrupt();
        assertThat(code(run)).isZero();
        assertNothingStale();
        assertThat(glass.now().rows()).hasSize(4);
        assertThat(glass.now().rows().get(2)).startsWith("  demo-rs-v001  v1       ●●●       3/3        0");
        assertThat(glass.now().rows().get(3))
                .startsWith("  demo-rs-v002  v2       ●●●       3/3        3  promoted at ");
    }

    @Test
    void statusGoesOnWatchingWhileTheClusterGivesNoAnswer() throws Exception {
        CompletableFuture<Integer> run = watched("status", "--service", "demo-service", "--watch");
        glass.await("v1", frame -> row(frame, "  demo-rs-v001 .*"));
        try (Faults.Handle refused =
                lab.cluster.faults().every(request -> request.resource().equals("services"), Fault.answer(503))) {
            Glass.Frame before = glass.await("the trouble", frame -> row(frame, "  This was seen last; .*"));

            assertThat(before.rows()).anyMatch(row -> row.matches("  demo-rs-v001  v1 .*"));
            assertThat(before.rows()).anyMatch(row -> row.contains("was answered with 503"));
            assertThat(refused.hits()).isPositive();
        }

        Awaitility.await("an answer")
                .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .until(() -> glass.now().with("seen last").isEmpty());
        interrupts.interrupt();
        assertThat(code(run)).isZero();
        assertThat(glass.now().rows()).hasSize(3);
    }

    @Test
    void observeShowsWhatItSeesAndLeavesItAboveWhatItMeasured() throws Exception {
        CompletableFuture<Integer> run = watched("observe", "--service", "demo-service");
        glass.await("v1", frame -> row(frame, "  demo-rs-v001  -        ●●●       3/3        3"));

        assertThat(lab.deploy("v2").code()).isZero();

        glass.await("v2", frame -> row(frame, "  demo-rs-v002  -        ●●●       3/3        3"));
        interrupts.interrupt();
        assertThat(code(run)).isZero();
        List<String> rows = glass.now().rows();
        assertThat(rows.get(0)).isEqualTo("Observing demo-service in default");
        assertThat(rows)
                .contains("  demo-rs-v001  -        ●●●       3/3        0")
                .anyMatch(row -> row.matches(" +[0-9.]+  The Service: .*"))
                .anyMatch(row -> row.startsWith("Service demo-service, watched for"))
                .anyMatch(row -> row.matches("  candidate +demo-rs-v002"));
        assertThat(glass.frames()).allMatch(Glass.Frame::cursor);
        assertThat(glass.frames()).allMatch(frame -> frame.with("unknown").isEmpty());
    }
}
