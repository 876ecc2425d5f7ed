package io.jenkins.plugins.bluegreen.simulator.nodes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.time.Speed;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a pod needs to be ready after it was started: by its annotations, else as the cluster has it. */
final class Warmup {
    private static final String BASE = "test.bluegreen.jenkins.io/warmup";
    private static final String JITTER = "test.bluegreen.jenkins.io/warmup-jitter";
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|m|s)");

    private Warmup() {}

    static Duration of(ObjectNode pod, Speed speed, Random random) {
        String base = Json.annotation(pod, BASE);
        String jitter = Json.annotation(pod, JITTER);
        if (base.isEmpty() && jitter.isEmpty()) {
            return speed.warmupMin().plus(part(speed.warmupMax().minus(speed.warmupMin()), random));
        }
        return parse(base).plus(part(parse(jitter), random));
    }

    static Duration part(Duration whole, Random random) {
        return Duration.ofNanos((long) (whole.toNanos() * random.nextDouble()));
    }

    /** As Go spells it. */
    static Duration parse(String text) {
        Duration sum = Duration.ZERO;
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            double millis = Double.parseDouble(parts.group(1))
                    * switch (parts.group(2)) {
                        case "h" -> 3_600_000;
                        case "m" -> 60_000;
                        case "s" -> 1_000;
                        default -> 1;
                    };
            sum = sum.plusNanos((long) (millis * 1e6));
        }
        return sum;
    }
}
