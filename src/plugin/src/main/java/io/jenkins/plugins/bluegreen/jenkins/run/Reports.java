package io.jenkins.plugins.bluegreen.jenkins.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.drive.Run.Ending;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import io.jenkins.plugins.bluegreen.report.Overview;
import io.jenkins.plugins.bluegreen.report.Report;
import io.jenkins.plugins.bluegreen.report.Timeline;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reports as plain maps, and reports of what ended before a cluster was asked. */
public final class Reports {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> PLAIN = new TypeReference<>() {};

    private Reports() {}

    /** What a step returns: maps, lists, texts and numbers. The timeline stays in the build's record. */
    public static Map<String, Object> plain(Report report) {
        Map<String, Object> plain = JSON.convertValue(report, PLAIN);
        plain.remove("timeline");
        return plain;
    }

    /** What a step returns. */
    public static Map<String, Object> plain(Overview overview) {
        return JSON.convertValue(overview, PLAIN);
    }

    /** The same ending without secrets, should a server have quoted one. */
    static Ending masked(Ending ending, UnaryOperator<String> mask) {
        try {
            String told = JSON.writeValueAsString(ending.report());
            String may = mask.apply(told);
            return may.equals(told) ? ending : new Ending(ending.outcome(), JSON.readValue(may, Report.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report must be writable as JSON", e);
        }
    }

    static Ending refused(Order order, List<Problem> problems) {
        String message = problems.stream().map(Problem::sentence).collect(Collectors.joining("\n"));
        return new Ending(new Outcome.Refused(problems), report(order, "refused", message));
    }

    static Ending nothing(Order order, String message) {
        return new Ending(new Outcome.NothingToDo(message), report(order, "nothingToDo", message));
    }

    private static Report report(Order order, String outcome, String message) {
        return new Report(
                Report.SCHEMA_VERSION,
                outcome,
                "",
                message,
                order.settings().getNamespace(),
                List.of(),
                order.workload(),
                "",
                "",
                "",
                "",
                "",
                List.of(),
                Map.of(),
                order.run().id(),
                order.run().url(),
                Instant.now().toString(),
                0,
                List.of(),
                -1,
                0,
                -1,
                0,
                List.of(),
                "",
                List.of(),
                List.of(),
                Timeline.EMPTY);
    }
}
