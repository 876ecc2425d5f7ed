package io.jenkins.plugins.bluegreen.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final String CONTROLLER = "kube-controller-manager/v1 (linux/amd64)";

    @TempDir
    private Path folder;

    private Path file;
    private int events;

    @BeforeEach
    void create() throws IOException {
        file = Files.createFile(folder.resolve("audit.log"));
    }

    private void event(String agent, String verb, String resource, String subresource, String second)
            throws IOException {
        Files.writeString(
                file,
                """
                {"auditID": "%d", "stage": "ResponseComplete", "verb": "%s", "userAgent": "%s", "objectRef": \
                {"resource": "%s", "subresource": "%s"}, "requestReceivedTimestamp": "2030-01-01T00:00:%3$sZ", \
                "stageTimestamp": "2030-01-01T00:00:%3$sZ"}
                """.replace("%3$s", second).formatted(++events, verb, agent, resource, subresource),
                StandardOpenOption.APPEND);
    }

    @Test
    void tellsTheTimeFromTheLastStatusToTheFirstWriteOfTheService() throws IOException {
        AuditLog log = new AuditLog(file);
        event(CONTROLLER, "update", "replicasets", "status", "01.000000");
        long from = log.position();
        event("bluegreen/1", "get", "services", "", "01.500000");
        event(CONTROLLER, "update", "replicasets", "status", "02.000000");
        event("kubectl/1", "patch", "services", "", "02.001000");
        event("bluegreen/1", "patch", "services", "", "02.007500");
        event(CONTROLLER, "update", "replicasets", "status", "02.100000");
        event("bluegreen/1", "patch", "services", "", "03.000000");

        assertThat(log.requests(from, "bluegreen")).isEqualTo(new Meters.Requests(3, 7.5));
    }

    @Test
    void doesNotInventOne() throws IOException {
        AuditLog log = new AuditLog(file);
        event("bluegreen", "patch", "services", "", "02.000000");

        assertThat(log.requests(0, "bluegreen")).isEqualTo(new Meters.Requests(1, null));
        assertThat(log.requests(0, "kubectl")).isEqualTo(new Meters.Requests(0, null));
    }
}
