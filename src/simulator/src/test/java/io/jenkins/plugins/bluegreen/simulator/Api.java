package io.jenkins.plugins.bluegreen.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Plain HTTP requests to an embedded cluster. */
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String MERGE = "application/merge-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String JSON_PATCH = "application/json-patch+json";
    static final String APPLY = "application/apply-patch+yaml";
    static final String CORE = "/api/v1/namespaces/default/";
    static final String APPS = "/apis/apps/v1/namespaces/default/";

    private final HttpClient http;
    private final String url;
    private final String token;

    record Answer(int code, JsonNode body) {
        String text(String pointer) {
            return body.at(pointer).asText();
        }

        String message() {
            return text("/message");
        }
    }

    private Api(HttpClient http, String url, String token) {
        this.http = http;
        this.url = url;
        this.token = token;
    }

    static Api of(EmbeddedCluster cluster) {
        return new Api(client(cluster.caCertificate()), cluster.url(), cluster.token());
    }

    Api as(String other) {
        return new Api(http, url, other);
    }

    private static HttpClient client(String ca) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "ca",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(ca.getBytes(StandardCharsets.UTF_8))));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(context).build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The cluster's certificate must be usable", e);
        }
    }

    static ObjectNode yaml(String text, Object... values) {
        Object plain = new Load(LoadSettings.builder().build()).loadFromString(text.formatted(values));
        return JSON.valueToTree(plain);
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(10))
                .header("User-Agent", "tester/1");
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            JsonNode body = type.contains("json") ? JSON.readTree(answer.body()) : JSON.valueToTree(answer.body());
            return new Answer(answer.statusCode(), body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Answer send(String method, String path, String type, JsonNode body) {
        try {
            return send(request(path)
                    .header("Content-Type", type)
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body.toString()))
                    .build());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path) {
        return send("GET", path, "", null);
    }

    Answer get(String path, String accept) throws IOException {
        return send(request(path).header("Accept", accept).build());
    }

    Answer post(String path, String yaml, Object... values) {
        return send("POST", path, "application/json", yaml(yaml, values));
    }

    Answer put(String path, JsonNode body) {
        return send("PUT", path, "application/json", body);
    }

    Answer patch(String path, String type, String json) {
        try {
            return send("PATCH", path, type, JSON.readTree(json));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Answer apply(String path, String yaml, Object... values) {
        return send("PATCH", path, APPLY, yaml(yaml, values));
    }

    Answer delete(String path) {
        return send("DELETE", path, "", null);
    }

    Answer delete(String path, String options) {
        return send("DELETE", path, "application/json", yaml(options));
    }

    /** Events of a watch, line by line, until it ends. */
    Stream<JsonNode> watch(String path) throws IOException {
        try {
            return http.send(request(path).build(), HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .map(line -> {
                        try {
                            return JSON.readTree(line);
                        } catch (IOException e) {
                            throw new IllegalStateException(line, e);
                        }
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
