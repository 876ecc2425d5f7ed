package io.jenkins.plugins.bluegreen.simulator.api;

import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters and headers of a request. */
final class Query {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|m|s)");

    private final Map<String, Deque<String>> parameters;
    private final HeaderMap headers;

    Query(HttpServerExchange exchange) {
        parameters = exchange.getQueryParameters();
        headers = exchange.getRequestHeaders();
    }

    /** Empty if it is not there. */
    String text(String name) {
        Deque<String> values = parameters.get(name);
        return values == null || values.isEmpty() ? "" : values.getFirst();
    }

    boolean flag(String name) {
        return text(name).equals("true") || text(name).equals("1");
    }

    /** 0 if it is not there. */
    long number(String name) {
        String text = text(name);
        if (!text.matches("\\d{0,18}")) {
            throw Failures.badRequest("strconv.ParseInt: parsing \"%s\": invalid syntax".formatted(text));
        }
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    /** As Go spells it: {@code 1m30s}. */
    Optional<Duration> duration(String name) {
        Matcher parts = PART.matcher(text(name));
        Duration sum = Duration.ZERO;
        while (parts.find()) {
            double count = Double.parseDouble(parts.group(1));
            sum = sum.plusMillis((long) (count
                    * switch (parts.group(2)) {
                        case "h" -> 3_600_000;
                        case "m" -> 60_000;
                        case "s" -> 1_000;
                        default -> 1;
                    }));
        }
        return sum.isZero() ? Optional.empty() : Optional.of(sum);
    }

    String header(String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    boolean watch() {
        return flag("watch");
    }

    boolean dryRun() {
        String value = text("dryRun");
        if (!value.isEmpty() && !value.equals("All")) {
            throw Failures.badRequest(
                    "invalid dryRun: Unsupported value: \"%s\": supported values: \"All\"".formatted(value));
        }
        return !value.isEmpty();
    }

    /** Who writes: the parameter, else the first word of the user agent. */
    String manager() {
        String given = text("fieldManager");
        String agent = header("User-Agent");
        String first = agent.isEmpty() ? "unknown" : agent.split("/", 2)[0];
        return given.isEmpty() ? first : given;
    }
}
