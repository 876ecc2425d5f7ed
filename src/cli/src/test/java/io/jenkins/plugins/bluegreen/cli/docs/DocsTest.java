package io.jenkins.plugins.bluegreen.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever types what the documentation says gets what it says: every command of a page is run, in its order. */
@Execution(ExecutionMode.CONCURRENT)
class DocsTest {
    /** What is run elsewhere: by {@code .ci/run}, by the tests of the plugin, or only by those who have the cluster. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("(mvn |\\./bluegreen demo|git clone|cd |src/(bench|control-plane)/|\\.ci/run|#).*");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final int MINUTES = 10;

    @TempDir
    private Path folder;

    static List<Path> pages() {
        return Snippets.pages();
    }

    static Stream<Path> pagesWithCommands() {
        return pages().stream().filter(page -> !commands(page).isEmpty());
    }

    private static List<String> commands(Path page) {
        return Snippets.of(page, "sh").stream()
                .flatMap(snippet -> Stream.of(
                        String.join("\n", snippet).replace("\\\n", " ").split("\n")))
                .filter(line ->
                        !line.isBlank() && !ELSEWHERE.matcher(line.strip()).matches())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pagesWithCommands")
    void runsEveryCommandOfAPage(Path page) throws IOException, InterruptedException {
        assumeTrue(hasKubectl(), "kubectl is not on the PATH, and the documentation's commands need it");
        Files.createSymbolicLink(folder.resolve("src"), Snippets.PROJECT.resolve("src"));
        Files.createSymbolicLink(folder.resolve("docs"), Snippets.PROJECT.resolve("docs"));
        Path command = folder.resolve("bluegreen");
        Files.writeString(
                command,
                "#!/bin/sh\nexec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' io.jenkins.plugins.bluegreen.cli.Main \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path")));
        assertThat(command.toFile().setExecutable(true)).isTrue();
        Path script = folder.resolve("script.sh");
        Files.write(script, script(commands(page)));
        Path log = folder.resolve("log");

        Process process = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroyForcibly();

        assertThat(ended)
                .as("%s ended: %s", page.getFileName(), Files.readString(log))
                .isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", page.getFileName(), Files.readString(log))
                .isZero();
    }

    /** As a person types it: what goes to the background is there before the next line. */
    private List<String> script(List<String> commands) {
        List<String> script = new ArrayList<>(List.of(
                "set -e",
                "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT",
                "export KUBECONFIG=" + folder.resolve("none"),
                "export PATH=" + folder + ":$PATH"));
        if (commands.stream().noneMatch(command -> command.contains("bluegreen cluster"))) {
            script.add("bluegreen cluster --write " + folder.resolve("kubeconfig") + " &");
            script.add(thereSoon());
            script.add("export KUBECONFIG=" + folder.resolve("kubeconfig"));
            script.add("kubectl create namespace marlon");
        }
        for (String command : commands) {
            String typed = command.replace("./bluegreen ", "bluegreen ").replaceAll("\\s+#.*$", "");
            // What a page starts in another terminal stays in the background here.
            String line = typed.matches("bluegreen cluster .*[^&]") ? typed + " &" : typed;
            if (line.startsWith("bluegreen status -n marlon") && commands.contains("kubectl create namespace marlon")) {
                // The tutorial's builds in Jenkins, which the plugin's tests run.
                for (String version : List.of("v1", "v2")) {
                    script.add(
                            "bluegreen deploy -n marlon -f src/demo/label/replicaset.yaml --service demo-service --version "
                                    + version);
                }
            }
            script.add("echo '+' " + "'" + line.replace("'", "'\\''") + "'");
            boolean starts = line.endsWith("&");
            if (starts) {
                script.add("rm -f " + folder.resolve("kubeconfig"));
            }
            script.add(line.replaceAll(
                    "/tmp/bluegreen\\.kubeconfig", folder.resolve("kubeconfig").toString()));
            if (starts) {
                script.add(thereSoon());
            }
        }
        return script;
    }

    private String thereSoon() {
        return "for i in $(seq 300); do [ -s %1$s ] && break; sleep 0.2; done; [ -s %1$s ]"
                .formatted(folder.resolve("kubeconfig"));
    }

    private static boolean hasKubectl() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadsNowhereButToWhatIsThere(Path page) {
        for (String line : Snippets.lines(page)) {
            Matcher link = LINK.matcher(line);
            while (link.find()) {
                assertThat(page.resolveSibling(link.group(1)))
                        .as("%s links to %s", page.getFileName(), link.group(1))
                        .exists();
            }
        }
    }

    @Test
    void findsPagesAndCommands() {
        assertThat(pages()).hasSizeGreaterThan(5);
        assertThat(pagesWithCommands()).isNotEmpty();
    }
}
