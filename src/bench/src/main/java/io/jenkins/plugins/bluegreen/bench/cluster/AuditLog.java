package io.jenkins.plugins.bluegreen.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Counts requests in a control plane's audit log. A line is written before its request ends, and lines stay in order. */
final class AuditLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    AuditLog(Path file) {
        this.file = file;
    }

    /** How long it is now. */
    long position() {
        return file.toFile().length();
    }

    /**
     * Counts what has come since; a watch, with a line at its begin and one at its end, is one.
     *
     * @param from as {@link #position} said
     * @param agent the user agent's name, without its version
     * @return the number of requests
     */
    int requests(long from, String agent) {
        Set<String> ids = new HashSet<>();
        for (String line : since(from).split("\n")) {
            if (!line.isBlank()) {
                JsonNode event = parse(line);
                String name = event.path("userAgent").asText().split("[/ ]", 2)[0];
                if (name.equals(agent)) {
                    ids.add(event.path("auditID").asText());
                }
            }
        }
        return ids.size();
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
