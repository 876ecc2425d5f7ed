package io.jenkins.plugins.bluegreen.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** The selectors that the Services' owners had written when a release was made. */
final class Owners {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Owners() {}

    /** By Service; empty if nobody wrote them down. */
    static Map<String, Map<String, String>> of(Release release) {
        String json = release.annotation(Keys.OWNER_SELECTORS).orElse("{}");
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
