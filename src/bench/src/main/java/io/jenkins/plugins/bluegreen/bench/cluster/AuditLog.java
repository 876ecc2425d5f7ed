package io.jenkins.plugins.bluegreen.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Requests in a control plane's audit log. A line is written before its request ends, and lines stay in order. */
final class AuditLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> WRITES = Set.of("patch", "update");
    private static final double NANOS_IN_A_MILLI = 1e6;

    private final Path file;

    AuditLog(Path file) {
        this.file = file;
    }

    /** How long it is now. */
    long position() {
        return file.toFile().length();
    }

    /**
     * What somebody has asked since.
     *
     * @param from as {@link #position} said
     * @param agent the user agent's name, without its version
     * @return the number of requests, of which a watch, with a line at its begin and one at its end, is one; and the reaction
     */
    Meters.Requests requests(long from, String agent) {
        Set<String> ids = new HashSet<>();
        List<Instant> statuses = new ArrayList<>();
        Optional<Instant> written = Optional.empty();
        for (String line : since(from).split("\n")) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode event = parse(line);
            boolean own = event.path("userAgent").asText().split("[/ ]", 2)[0].equals(agent);
            if (own) {
                ids.add(event.path("auditID").asText());
            }
            if (own && written.isEmpty() && isWriteOf(event, "services", "")) {
                written = Optional.of(
                        Instant.parse(event.path("requestReceivedTimestamp").asText()));
            } else if (isWriteOf(event, "replicasets", "status")) {
                statuses.add(Instant.parse(event.path("stageTimestamp").asText()));
            }
        }
        return new Meters.Requests(
                ids.size(), written.flatMap(to -> reaction(statuses, to)).orElse(null));
    }

    private static boolean isWriteOf(JsonNode event, String resource, String subresource) {
        JsonNode object = event.path("objectRef");
        return WRITES.contains(event.path("verb").asText())
                && event.path("stage").asText().equals("ResponseComplete")
                && object.path("resource").asText().equals(resource)
                && object.path("subresource").asText().equals(subresource);
    }

    private static Optional<Double> reaction(List<Instant> statuses, Instant write) {
        return statuses.stream()
                .filter(status -> status.isBefore(write))
                .max(Comparator.naturalOrder())
                .map(status -> Duration.between(status, write).toNanos() / NANOS_IN_A_MILLI);
    }

    private String since(long from) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(log.length() - from)];
            log.seek(from);
            log.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
