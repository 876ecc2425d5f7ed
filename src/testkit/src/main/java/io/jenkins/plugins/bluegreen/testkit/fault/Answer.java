package io.jenkins.plugins.bluegreen.testkit.fault;

import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that no server gave.
 *
 * @param request that is answered
 * @param code status
 * @param headers of the answer
 * @param body of the answer
 * @param <T> type of the body
 */
record Answer<T>(HttpRequest request, int code, Map<String, List<String>> headers, T body) implements HttpResponse<T> {

    static <T> Answer<T> of(HttpRequest request, Fault fault, Class<T> type) {
        Map<String, List<String>> headers = fault == Fault.TOO_MANY_REQUESTS
                ? Map.of("Retry-After", List.of("1"), "Content-Type", List.of("application/json"))
                : Map.of("Content-Type", List.of("application/json"));
        String text = status(fault);
        Object body = type.equals(String.class) ? text : text.getBytes(StandardCharsets.UTF_8);
        return new Answer<>(request, fault.code(), headers, type.cast(body));
    }

    static String status(Fault fault) {
        return """
                {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"a fault of the test","reason":"%s","code":%d}""".formatted(fault.reason(), fault.code());
    }

    @Override
    public List<String> headers(String key) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(key))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }

    @Override
    public Optional<HttpResponse<?>> previousResponse() {
        return Optional.empty();
    }
}
