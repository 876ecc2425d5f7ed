package io.jenkins.plugins.bluegreen.bench.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.testkit.cluster.Site;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An observer in a process of its own, and in a session of its own where there is {@code setsid}, as Linux shares the
 * processors between sessions first: what it takes is not taken from an order that runs in this process more than from others.
 */
final class ObserverProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS = 10;

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;

    ObserverProcess() {
        List<String> command = new ArrayList<>();
        onPath("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms1g",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                ObserverMain.class.getName()));
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Begins anew; when this returns, what was there has been seen.
     *
     * @param site with the Service
     * @param service its name
     * @param floor fewer endpoints than these are too few
     */
    void begin(Site site, String service, int floor) {
        ask(new ObserverMain.Question(
                ObserverMain.Question.What.BEGIN, site.kubeconfig(), site.namespace(), service, floor));
    }

    /** What it has seen since the begin: all that is in the cluster at this call. */
    Observation seen() {
        return ask(ObserverMain.Question.of(ObserverMain.Question.What.TELL)).seen();
    }

    /** Looks no more, until it begins anew. */
    void end() {
        ask(ObserverMain.Question.of(ObserverMain.Question.What.END));
    }

    private ObserverMain.Answer ask(ObserverMain.Question question) {
        try {
            questions.println(JSON.writeValueAsString(question));
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("The observer's process has ended");
            }
            ObserverMain.Answer answer = JSON.readValue(line, ObserverMain.Answer.class);
            if (answer.problem() != null) {
                throw new IllegalStateException("The observer could not do it: " + answer.problem());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It ends when nobody can ask it any more. */
    @Override
    public void close() {
        questions.close();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
