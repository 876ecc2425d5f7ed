package io.jenkins.plugins.bluegreen.bench.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.bluegreen.observer.measure.Measurement;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.observer.watch.Listener;
import io.jenkins.plugins.bluegreen.observer.watch.Observer;
import io.jenkins.plugins.bluegreen.observer.watch.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The process of {@link ObserverProcess}: each line of its input is a question, each line of its output an answer, as JSON. */
public final class ObserverMain {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Logger LIBRARIES = Logger.getLogger("");

    private Observer observer;
    private int floor;

    private ObserverMain() {}

    /**
     * What is asked.
     *
     * @param what to do
     * @param kubeconfig to begin: the cluster's, as YAML
     * @param namespace to begin: of the Service
     * @param service to begin: its name
     * @param floor to begin: fewer endpoints than these are too few
     */
    record Question(What what, String kubeconfig, String namespace, String service, int floor) {
        enum What {
            BEGIN,
            TELL,
            END
        }

        static Question of(What what) {
            return new Question(what, null, null, null, 0);
        }
    }

    /**
     * What is answered.
     *
     * @param problem why there is none; null if all went well
     * @param seen since the begin; null if that was not asked
     */
    record Answer(String problem, Observation seen) {}

    /**
     * Answers until nobody can ask any more.
     *
     * @throws IOException if that cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        LIBRARIES.setLevel(Level.SEVERE);
        ObserverMain process = new ObserverMain();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(JSON.writeValueAsString(process.answer(JSON.readValue(line, Question.class))));
        }
        process.end();
    }

    private Answer answer(Question question) {
        try {
            return switch (question.what()) {
                case BEGIN -> begin(question);
                case TELL -> new Answer(null, tell());
                case END -> end();
            };
        } catch (RuntimeException e) {
            return new Answer(e.toString(), null);
        }
    }

    private Answer begin(Question question) {
        end();
        floor = question.floor();
        observer = Observer.start(
                Config.fromKubeconfig(question.kubeconfig()),
                question.namespace(),
                question.service(),
                Settings.defaults(),
                Listener.NONE);
        return new Answer(null, null);
    }

    private Observation tell() {
        if (observer == null) {
            throw new IllegalStateException("Nothing is observed");
        }
        observer.catchUp(PATIENCE);
        return Measurement.of(observer.history(), Optional.empty(), floor);
    }

    private Answer end() {
        if (observer != null) {
            observer.close();
            observer = null;
        }
        return new Answer(null, null);
    }
}
