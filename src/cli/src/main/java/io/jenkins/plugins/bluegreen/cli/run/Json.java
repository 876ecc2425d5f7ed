package io.jenkins.plugins.bluegreen.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.io.PrintWriter;
import java.util.List;

/** Writes results for other programs. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * What is written when there is no report, because it did not come to a run.
     *
     * @param schemaVersion rises when a field changes its meaning or goes
     * @param outcome {@code refused}
     * @param message every problem in a sentence
     * @param problems what is wrong
     */
    public record Refusal(int schemaVersion, String outcome, String message, List<Problem> problems) {
        /** The version that this code writes. */
        public static final int SCHEMA_VERSION = 1;

        public Refusal {
            problems = List.copyOf(problems);
        }
    }

    private Json() {}

    /** Writes a result. */
    public static void print(Object result, PrintWriter out) {
        try {
            out.println(MAPPER.writeValueAsString(result));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result must be writable as JSON", e);
        }
    }
}
