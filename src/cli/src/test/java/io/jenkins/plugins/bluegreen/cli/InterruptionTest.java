package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Ctrl-C and kill -9, with real processes and real signals. */
@Execution(ExecutionMode.CONCURRENT)
class InterruptionTest {
    /** Its bit in a mask of signals. */
    private static final long SIGINT = 1 << 1;

    private final Lab lab = Lab.label();

    @TempDir
    private Path folder;

    @BeforeEach
    void deploy() throws IOException {
        assumeFalse(
                ignoresCtrlC(),
                "Ctrl-C is ignored here, as by what a script starts in its background: run this in the foreground");
        assertThat(lab.deploy("v1").code()).isZero();
    }

    private static boolean ignoresCtrlC() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .mapToLong(
                                line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                        .anyMatch(mask -> (mask & SIGINT) != 0);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private Launched launch(String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                "deploy",
                "-f",
                Lab.LABEL,
                "--service",
                "demo-service",
                "--version",
                "v2",
                "--kubeconfig",
                lab.kubeconfig.toString()));
        line.addAll(List.of(more));
        return new Launched(folder, Map.of(), line);
    }

    private String serving() {
        Typed status = lab.type("status", "--service", "demo-service");
        return status.out()
                .lines()
                .filter(row -> row.matches(" +demo-rs-v.* [0-9]+/[0-9]+ +[1-9][0-9]*( .*)?"))
                .map(row -> row.strip().split(" ")[0])
                .toList()
                .toString();
    }

    @Test
    void beforeTheCutoverWhatServedServesOnAndTheGateIsEnded() throws Exception {
        Path alive = folder.resolve("gate-ended-by-itself");
        try (Launched run = launch("--gate", "sleep 20; touch " + alive)) {
            run.awaitOutput("asking the gate");

            run.interrupt();

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.output())
                    .contains("Interrupted: ")
                    .contains("Failed: ")
                    .contains("Traffic was never touched");
            assertThat(serving()).isEqualTo("[demo-rs-v001]");
            assertThat(lab.replicaSets()).containsExactly("demo-rs-v001");
            assertThat(alive).doesNotExist();
        }
    }

    @Test
    void afterTheCommitTheCutoverIsFinished() throws Exception {
        try (Launched run = launch("--verify", "5m")) {
            run.awaitOutput("Waiting for the new release to prove itself");

            run.interrupt();

            assertThat(run.code()).isZero();
            assertThat(run.output()).contains("Promoted: demo-rs-v002 has the traffic");
            assertThat(serving()).isEqualTo("[demo-rs-v002]");
        }
    }

    @Test
    void aSecondCtrlCEndsAtOnceAndSaysHowToResume() throws Exception {
        try (Launched run = launch("--gate", "sleep 60")) {
            run.awaitOutput("asking the gate");
            // Nobody answers any more, so that what has to be taken back cannot be.
            lab.cluster.close();

            run.interrupt();
            run.awaitOutput("Ctrl-C again ends at once");
            run.interrupt();

            assertThat(run.code()).isEqualTo(3);
            assertThat(run.output()).contains("The same command again takes it up where it is");
        }
    }

    @Test
    void aKilledRunIsTakenUpByTheSameCommand() throws Exception {
        try (Launched run = launch("--stable", "5m")) {
            run.awaitOutput("Waiting for the candidate to stay available");

            run.kill();
            Typed again = lab.deploy("v2");

            assertThat(again.code()).as(again.toString()).isZero();
            assertThat(again.out()).contains("Promoted: demo-rs-v002 has the traffic");
            assertThat(lab.replicaSets()).containsExactly("demo-rs-v001", "demo-rs-v002");
            assertThat(serving()).isEqualTo("[demo-rs-v002]");
        }
    }

    @Test
    void whoHoldsTheLockIsTold() throws Exception {
        try (Launched run = launch("--stable", "5m")) {
            run.awaitOutput("Waiting for the candidate to stay available");

            Typed other = lab.deploy("v3");

            assertThat(other.code()).isEqualTo(2);
            assertThat(other.err())
                    .contains("it is held by bluegreen-" + System.getProperty("user.name") + "-on-")
                    .contains(" since ");
            run.interrupt();
            assertThat(run.code()).isEqualTo(1);
        }
    }

    @Test
    void severalKubeconfigsAreMerged() throws Exception {
        Path other = folder.resolve("other");
        Files.writeString(other, """
                apiVersion: v1
                kind: Config
                current-context: other
                clusters: [{name: other, cluster: {server: "http://127.0.0.1:1"}}]
                users: [{name: other, user: {}}]
                contexts: [{name: other, context: {cluster: other, user: other}}]
                """);
        String both = other + File.pathSeparator + lab.kubeconfig;
        try (Launched run = new Launched(
                folder,
                Map.of("KUBECONFIG", both),
                List.of("status", "--service", "demo-service", "--context", "embedded"))) {
            assertThat(run.code()).as(run.output()).isZero();
            assertThat(run.output()).contains("demo-rs-v001");
        }
    }
}
