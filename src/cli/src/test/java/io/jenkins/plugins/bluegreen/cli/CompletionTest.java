package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shell offers after the completion script was sourced, as it is asked by a press of the tab key. */
class CompletionTest {
    private static final int PATIENCE_SECONDS = 30;

    /** What bash does with the words of a line; {@code compopt} works only while it does so by itself. */
    private static final String BASH = """
            compopt() { :; }
            source "$1"
            shift
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            [[ $(complete -p bluegreen) =~ -F\\ ([^\\ ]+) ]]
            "${BASH_REMATCH[1]}" bluegreen "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    /** Zsh asks the script for bash through {@code bashcompinit}. */
    private static final String ZSH = """
            autoload -U compinit && compinit -D -u
            source "$1" && [[ -n ${_comps[bluegreen]} ]] && echo registered
            """;

    @TempDir
    private static Path folder;

    private static Path script;

    @BeforeAll
    static void write() throws IOException {
        script = folder.resolve("completion");
        Files.writeString(script, Typed.line("completion").out());
        Files.createFile(folder.resolve("replicaset.yaml"));
        Files.createFile(folder.resolve("readme.md"));
        Files.createDirectory(folder.resolve("manifests"));
    }

    private static List<String> run(String shell, String... arguments) throws IOException, InterruptedException {
        assumeTrue(isThere(shell), shell + " is not on the PATH: what it completes was not tried");
        List<String> line = new ArrayList<>(List.of(shell));
        line.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        List<String> said = Files.readAllLines(output);
        Files.delete(output);
        return said;
    }

    private static boolean isThere(String shell) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, shell)));
    }

    /** What bash offers for the last word. */
    private static List<String> offered(String... words) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--norc", "-c", BASH, "bash", script.toString()));
        arguments.addAll(List.of(words));
        return run("bash", arguments.toArray(String[]::new));
    }

    @Test
    void commands() throws Exception {
        assertThat(offered("bluegreen", "")).containsExactlyInAnyOrderElementsOf(FlagsTest.commands());
        assertThat(offered("bluegreen", "pr")).containsExactlyInAnyOrder("prepare", "promote");
    }

    @Test
    void optionsOfTheCommand() throws Exception {
        assertThat(offered("bluegreen", "deploy", "--re"))
                .containsExactlyInAnyOrder("--ready-timeout", "--replicas", "--retire");
        assertThat(offered("bluegreen", "rollback", "--to", "v1", "--re"))
                .containsExactlyInAnyOrder("--ready-timeout", "--replicas", "--retire");
        assertThat(offered("bluegreen", "status", "--w")).containsExactly("--watch");
        assertThat(offered("bluegreen", "status", "--re")).containsExactly("");
    }

    @Test
    void choices() throws Exception {
        assertThat(offered("bluegreen", "deploy", "--retire", "")).containsExactly("keep", "scale-down", "delete");
        assertThat(offered("bluegreen", "deploy", "--cutover", "a")).containsExactly("auto", "atomic");
        assertThat(offered("bluegreen", "plan", "--mode", "s")).containsExactly("selector");
        assertThat(offered("bluegreen", "rollback", "--to", "")).containsExactly("previous");
        assertThat(offered("bluegreen", "status", "-o", "")).containsExactly("json");
    }

    @Test
    void choicesAfterAnEqualsSign() throws Exception {
        assertThat(offered("bluegreen", "deploy", "--retire", "=")).containsExactly("keep", "scale-down", "delete");
        assertThat(offered("bluegreen", "deploy", "--mode", "=", "label", "--cutover", "=", "at"))
                .containsExactly("atomic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-f", "--manifest", "--kubeconfig"})
    void files(String option) throws Exception {
        assertThat(offered("bluegreen", "deploy", option, "re"))
                .containsExactlyInAnyOrder("replicaset.yaml", "readme.md");
        assertThat(offered("bluegreen", "deploy", "-q", option, "man")).containsExactly("manifests");
        assertThat(offered("bluegreen", "deploy", option, "=", "repl")).containsExactly("replicaset.yaml");
    }

    @Test
    void zshTakesTheScript() throws Exception {
        assertThat(run("zsh", "-f", "-c", ZSH, "zsh", script.toString())).containsExactly("registered");
    }
}
