package io.jenkins.plugins.bluegreen.jenkins.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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

    /** What a step returns, without secrets. */
    public static Map<String, Object> plain(Overview overview, UnaryOperator<String> mask) {
        return JSON.convertValue(masked(JSON.valueToTree(overview), mask), PLAIN);
    }

    /** The same ending without secrets, should a server have quoted one. */
    static Ending masked(Ending ending, UnaryOperator<String> mask) {
        JsonNode told = JSON.valueToTree(ending.report());
        JsonNode may = masked(told, mask);
        return may.equals(told) ? ending : new Ending(ending.outcome(), JSON.convertValue(may, Report.class));
    }

    /** Texts alone are masked: a secret may well be the name of a field, or a number. */
    private static JsonNode masked(JsonNode node, UnaryOperator<String> mask) {
        if (node instanceof TextNode text) {
            return TextNode.valueOf(mask.apply(text.textValue()));
        }
        if (node instanceof ArrayNode list) {
            ArrayNode all = JSON.createArrayNode();
            list.forEach(item -> all.add(masked(item, mask)));
            return all;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode all = JSON.createObjectNode();
            object.properties().forEach(entry -> all.set(entry.getKey(), masked(entry.getValue(), mask)));
            return all;
        }
        return node;
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
