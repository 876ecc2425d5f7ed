package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a terminal of the operating system, which {@code script} makes. */
class RealTerminalTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private String run(List<String> line) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(List.of("CI", "NO_COLOR"));
        environment.put("TERM", "xterm");
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("It has not ended: " + Files.readString(output));
        }
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }

    private boolean hasScript() throws InterruptedException {
        try {
            return run(List.of("script", "--version")).contains("util-linux");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void learnsHowLargeItsWindowIs() throws Exception {
        assumeTrue(hasScript(), "there is no script of util-linux to make a terminal: its size was not asked for");
        try (Lab lab = Lab.label()) {
            assertThat(lab.deploy("v1").code()).isZero();
            String command = "stty cols 30 rows 4; exec '%s' -XX:TieredStopAtLevel=1 -Dbluegreen.terminals=out,err"
                            .formatted(Path.of(System.getProperty("java.home"), "bin", "java"))
                    + " -cp '%s' %s observe --service demo-service --for 400ms --kubeconfig '%s'"
                            .formatted(System.getProperty("java.class.path"), Main.class.getName(), lab.kubeconfig);

            String drawn = run(List.of("script", "-q", "-e", "-c", command, "/dev/null"));

            assertThat(drawn)
                    .contains("Observing demo-service in defa")
                    .contains("\u001b[K  ... 2 rows more; the window \r")
                    .contains("Service demo-service, watched for");
        }
    }
}
