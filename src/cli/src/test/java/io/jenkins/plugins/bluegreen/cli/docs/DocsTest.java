package io.jenkins.plugins.bluegreen.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever types what the documentation says gets what it says: every command of a page is run, in its order, in one shell. A
 * block of YAML that begins with a file's name is that file; a block without a language is what the commands before it print.
 */
@Execution(ExecutionMode.CONCURRENT)
class DocsTest {
    /** What is run elsewhere: by {@code .ci/run}, by the tests of the plugin, or only by those who have the cluster. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("(mvn |git clone|cd |src/(bench|control-plane)/|\\.ci/run|#).*");

    /** Times, which differ from one run to the next, and the picture of a load, which is as long as it took. */
    private static final Pattern VARYING = Pattern.compile("\\d+(\\.\\d+)?( ms| s\\b)");

    private static final int MINUTES = 10;

    @TempDir
    private Path folder;

    private static final String CHINESE = ".zh-CN.md";

    /** In one language: {@link #saysTheSameInChinese} holds the other to the same commands. */
    static Stream<Page> pagesWithCommands() {
        return Page.ofProduct().stream()
                .filter(page -> !page.toString().endsWith(CHINESE))
                .filter(page -> !commands(page).isEmpty());
    }

    static Stream<Page> chinesePages() {
        return Page.ofProduct().stream().filter(page -> page.toString().endsWith(CHINESE));
    }

    static Stream<Page> pagesWithOutput() {
        return pagesWithCommands().filter(page -> !shown(page).isEmpty());
    }

    private static List<String> commands(Page page) {
        return page.blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> Stream.of(
                        String.join("\n", block.lines()).replace("\\\n", " ").split("\n")))
                .filter(line ->
                        !line.isBlank() && !ELSEWHERE.matcher(line.strip()).matches())
                .map(line -> line.replaceAll("\\s+#.*$", ""))
                .toList();
    }

    /** Lines that the page shows as printed; of a line that is cut short, its beginning. */
    private static List<String> shown(Page page) {
        return page.blocks().stream()
                .filter(block -> block.language().isEmpty())
                .flatMap(block -> block.lines().stream())
                .filter(line -> !line.isBlank() && !line.matches(".*[12]{5}.*|.*Requests: \\d.*|.*API requests .*"))
                .map(line -> timeless(line.replaceAll("(\\.\\.\\.|…)$", "")))
                .toList();
    }

    private static String timeless(String line) {
        return VARYING.matcher(line).replaceAll("TIME");
    }

    @ParameterizedTest
    @MethodSource("pagesWithCommands")
    void runsEveryCommandOfAPage(Page page) throws IOException, InterruptedException {
        assumeTrue(hasKubectl(), "kubectl is not on the PATH, and the documentation's commands need it");
        install();
        files(page);

        String printed = run(page, commands(page));

        String plain = printed.lines().map(DocsTest::timeless).collect(Collectors.joining("\n"));
        assertThat(shown(page)).as("what %s shows", page).allSatisfy(line -> assertThat(plain)
                .contains(line));
    }

    static Stream<Page> pagesWithKubectl() {
        return Page.ofProduct().stream().filter(page -> !kubectl(page).isEmpty());
    }

    /** Commands of kubectl in sentences and tables. Its plugins, such as that of Argo Rollouts, are not there. */
    private static List<String> kubectl(Page page) {
        return page.spans().stream()
                .filter(span -> span.startsWith("kubectl ") && !span.startsWith("kubectl argo "))
                .toList();
    }

    /** In the situation that they speak of: two hand-made Deployments, and the account that deploys. */
    @ParameterizedTest
    @MethodSource("pagesWithKubectl")
    void runsEveryCommandOfKubectlInASentence(Page page) throws IOException, InterruptedException {
        assumeTrue(hasKubectl(), "kubectl is not on the PATH, and the documentation's commands need it");
        install();
        Files.copy(Page.PROJECT.resolve("src/demo/selector/deployment-v2.yaml"), folder.resolve("deployment-v2.yaml"));
        List<String> commands = new ArrayList<>(List.of(
                "kubectl apply -n marlon -f docs/rbac.yaml",
                "kubectl apply -f src/demo/selector/service.yaml -f src/demo/selector/deployment-v1.yaml",
                "kubectl apply -f src/demo/selector/deployment-v2.yaml"));
        kubectl(page).forEach(command -> commands.add(complete(command)));

        String printed = run(page, commands);

        assertThat(printed).as("%s", page).doesNotContain("error:", "Error from server");
    }

    /** What is left out is filled in; a name alone speaks of a command, and is to be one. */
    private static String complete(String command) {
        String whole = command.replace("get service …", "get service demo-service")
                .replace("create token …", "create token -n marlon bluegreen");
        assertThat(whole).as("a place to fill in").doesNotContain("…");
        return whole.matches("kubectl ([a-z-]+|rollout status|patch service)") ? whole + " --help" : whole;
    }

    /** Runs commands in one shell, with a cluster; all of them must end well. */
    private String run(Page page, List<String> commands) throws IOException, InterruptedException {
        Path script = folder.resolve("script.sh");
        Files.write(script, script(commands));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroyForcibly();

        String printed = Files.readString(log);
        assertThat(ended).as("%s ended: %s", page, printed).isTrue();
        assertThat(process.exitValue()).as("%s: %s", page, printed).isZero();
        return printed;
    }

    @ParameterizedTest
    @MethodSource("chinesePages")
    void saysTheSameInChinese(Page page) {
        Page english = Page.of(page.toString().replace(CHINESE, ".md"));

        assertThat(commands(page)).isEqualTo(commands(english));
        assertThat(shown(page)).isEqualTo(shown(english));
    }

    /** The command where a clone has it, with the files that the pages name. */
    private void install() throws IOException {
        Files.createSymbolicLink(folder.resolve("src"), Page.PROJECT.resolve("src"));
        Files.createSymbolicLink(folder.resolve("docs"), Page.PROJECT.resolve("docs"));
        Path command = folder.resolve("bluegreen");
        Files.writeString(
                command,
                "#!/bin/sh\nexec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' io.jenkins.plugins.bluegreen.cli.Main \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path")));
        assertThat(command.toFile().setExecutable(true)).isTrue();
    }

    private void files(Page page) throws IOException {
        for (Page.Block block : page.blocks()) {
            if (block.language().equals("yaml") && block.lines().get(0).matches("# [\\w.-]+\\.yaml")) {
                Files.write(folder.resolve(block.lines().get(0).substring(2)), block.lines());
            }
        }
    }

    /** As a person types it who has a cluster, or makes one as the page says. */
    private List<String> script(List<String> commands) {
        String kubeconfig = folder.resolve("kubeconfig").toString();
        List<String> script = new ArrayList<>(List.of(
                "set -e",
                "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT",
                "export PATH=" + folder + ":$PATH",
                "export KUBECONFIG=" + kubeconfig));
        if (commands.stream().noneMatch(command -> command.contains("bluegreen cluster"))) {
            script.add("bluegreen cluster --write " + kubeconfig + " &");
            script.add("until kubectl get namespaces >/dev/null 2>&1; do sleep 0.2; done");
            script.add("kubectl create namespace marlon");
        }
        for (String command : commands) {
            if (command.contains("bluegreen status -n marlon")
                    && commands.contains("kubectl create namespace marlon")) {
                // The tutorial's builds in Jenkins, which the plugin's tests run.
                for (String version : List.of("v1", "v2")) {
                    script.add(
                            "bluegreen deploy -n marlon -f src/demo/label/replicaset.yaml --service demo-service --version "
                                    + version);
                }
            }
            script.add("echo '+' " + "'" + command.replace("'", "'\\''") + "'");
            script.add(command.replace("/tmp/bluegreen.kubeconfig", kubeconfig)
                    // All that the page says, in a third of the time.
                    .replaceAll("bluegreen demo$", "bluegreen demo --fast"));
        }
        return script;
    }

    private static boolean hasKubectl() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    @Test
    void findsPagesCommandsAndOutput() {
        assertThat(Page.ofProduct()).hasSizeGreaterThan(5);
        assertThat(pagesWithCommands()).isNotEmpty();
        assertThat(pagesWithOutput()).isNotEmpty();
        assertThat(pagesWithKubectl()).hasSizeGreaterThan(2);
    }
}
