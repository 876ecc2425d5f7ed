package io.jenkins.plugins.bluegreen.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in as many hexadecimal digits as are needed. */
final class Hashes {
    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Hashes() {}

    /**
     * Hash of a text.
     *
     * @param text any
     * @param bytes of the hash to keep; twice as many digits
     */
    static String of(String text, int bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Hash of plain data, whatever the order of its maps. */
    static String ofData(Object data, int bytes) {
        try {
            return of(CANONICAL.writeValueAsString(data), bytes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Plain data must be writable as JSON", e);
        }
    }
}
