package io.jenkins.plugins.bluegreen.simulator.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.time.Duration;
import java.util.Optional;

/** One pod's way: configuration, pull, start, readiness, failures, and its end. */
final class PodLife {
    private static final int LONGEST = 5;

    private final Kubelet kubelet;
    private final ObjectNode pod;
    private Runnable next = () -> {};
    private boolean ending;
    private int restarts;

    PodLife(Kubelet kubelet, ObjectNode pod) {
        this.kubelet = kubelet;
        this.pod = pod;
    }

    private void then(Duration delay, Runnable step) {
        next = kubelet.later(delay, () -> {
            if (!ending) {
                step.run();
            }
        });
    }

    private void each(ContainerChange change) {
        kubelet.status(pod, now -> {
            kubelet.address(now);
            for (JsonNode container : now.path("spec").path("containers")) {
                change.apply(container, Statuses.container(now, container));
            }
        });
    }

    /** What is done with each container and its status. */
    @FunctionalInterface
    private interface ContainerChange {
        void apply(JsonNode container, ObjectNode status);
    }

    void begin() {
        kubelet.status(pod, now -> {
            now.withObjectProperty("status").put("startTime", kubelet.now());
            for (JsonNode container : now.path("spec").path("containers")) {
                Statuses.waiting(Statuses.container(now, container), "ContainerCreating", "");
            }
        });
        then(kubelet.part(kubelet.speed().startup()), this::configure);
    }

    private void configure() {
        Optional<String> missing = Configuration.missing(pod, kubelet);
        if (missing.isPresent()) {
            each((container, status) -> Statuses.waiting(status, "CreateContainerConfigError", missing.get()));
            kubelet.warn(pod, "Failed", "Error: " + missing.get());
            then(kubelet.speed().backoff(), this::configure);
            return;
        }
        switch (Behaviour.of(pod)) {
            case INVALID_NAME -> invalid();
            case BROKEN -> pull(1);
            default -> start();
        }
    }

    private void invalid() {
        each((container, status) -> {
            if (Behaviour.of(container) == Behaviour.INVALID_NAME) {
                String why =
                        "Failed to apply default image tag \"%s\": couldn't parse image name \"%s\": invalid reference format"
                                .formatted(
                                        container.path("image").asText(),
                                        container.path("image").asText());
                Statuses.waiting(status, "InvalidImageName", why);
                kubelet.warn(pod, "InspectFailed", why);
                kubelet.warn(pod, "Failed", "Error: InvalidImageName");
            }
        });
    }

    private void pull(int attempt) {
        each((container, status) -> {
            if (Behaviour.of(container) == Behaviour.BROKEN) {
                String image = container.path("image").asText();
                String why = "failed to pull and unpack image \"%s\": failed to resolve reference \"%s\": %s: not found"
                        .formatted(image, image, image);
                Statuses.waiting(status, "ErrImagePull", why);
                kubelet.tell(pod, "Pulling", "Pulling image \"%s\"".formatted(image));
                kubelet.warn(pod, "Failed", "Failed to pull image \"%s\": %s".formatted(image, why));
                kubelet.warn(pod, "Failed", "Error: ErrImagePull");
            }
        });
        then(kubelet.part(kubelet.speed().backoff()), () -> backOff(attempt));
    }

    private void backOff(int attempt) {
        each((container, status) -> {
            if (Behaviour.of(container) == Behaviour.BROKEN) {
                String why = "Back-off pulling image \"%s\""
                        .formatted(container.path("image").asText());
                Statuses.waiting(status, "ImagePullBackOff", why + ": ErrImagePull: not found");
                kubelet.tell(pod, "BackOff", why);
                kubelet.warn(pod, "Failed", "Error: ImagePullBackOff");
            }
        });
        then(backoff(attempt), () -> pull(attempt + 1));
    }

    private Duration backoff(int attempt) {
        return kubelet.speed().backoff().multipliedBy(1L << Math.min(attempt - 1, LONGEST));
    }

    private void start() {
        String now = kubelet.now();
        each((container, status) -> Statuses.running(status, now));
        for (JsonNode container : pod.path("spec").path("containers")) {
            String image = container.path("image").asText();
            kubelet.log(pod, container, "Started %s as %s".formatted(image, Json.name(pod)));
            kubelet.tell(pod, "Pulled", "Container image \"%s\" already present on machine".formatted(image));
            kubelet.tell(
                    pod,
                    "Created",
                    "Created container: " + container.path("name").asText());
            kubelet.tell(
                    pod,
                    "Started",
                    "Started container " + container.path("name").asText());
        }
        switch (Behaviour.of(pod)) {
            case CRASH -> then(kubelet.part(kubelet.speed().startup()), this::crash);
            case NEVER_READY ->
                kubelet.warn(pod, "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
            case FLAPPING -> then(kubelet.warmup(pod), () -> flap(true));
            default -> then(kubelet.warmup(pod), () -> ready(true));
        }
    }

    private void ready(boolean ready) {
        each((container, status) -> status.put("ready", ready));
        for (JsonNode container : pod.path("spec").path("containers")) {
            kubelet.log(pod, container, ready ? "Ready" : "Not ready any more");
        }
    }

    private void flap(boolean ready) {
        ready(ready);
        if (!ready) {
            kubelet.warn(pod, "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
        }
        then(kubelet.speed().flapping(), () -> flap(!ready));
    }

    private void crash() {
        restarts++;
        String now = kubelet.now();
        each((container, status) -> {
            if (Behaviour.of(container) == Behaviour.CRASH) {
                kubelet.log(pod, container, "Error: cannot start, exit code 1");
                ObjectNode ended = Statuses.terminated(status, now);
                ((ObjectNode) status.path("lastState")).set("terminated", ended.deepCopy());
                if (restarts > 1) {
                    String wait = backoff(restarts - 1).toSeconds() + "s";
                    Statuses.waiting(
                            status,
                            "CrashLoopBackOff",
                            "back-off %s restarting failed container=%s pod=%s_%s(%s)"
                                    .formatted(
                                            wait,
                                            container.path("name").asText(),
                                            Json.name(pod),
                                            Json.namespace(pod),
                                            Json.uid(pod)));
                }
            }
        });
        for (JsonNode container : pod.path("spec").path("containers")) {
            if (restarts > 1 && Behaviour.of(container) == Behaviour.CRASH) {
                kubelet.warn(
                        pod,
                        "BackOff",
                        "Back-off restarting failed container %s in pod %s_%s(%s)"
                                .formatted(
                                        container.path("name").asText(),
                                        Json.name(pod),
                                        Json.namespace(pod),
                                        Json.uid(pod)));
            }
        }
        // The first restart comes at once, as with the real kubelet.
        then(restarts == 1 ? kubelet.part(kubelet.speed().startup()) : backoff(restarts - 1), this::restart);
    }

    private void restart() {
        String now = kubelet.now();
        each((container, status) -> {
            if (Behaviour.of(container) == Behaviour.CRASH) {
                kubelet.restarts(pod, container);
                Statuses.running(status, now);
                status.put("restartCount", restarts);
            }
        });
        then(kubelet.part(kubelet.speed().startup()), this::crash);
    }

    /** The pod was told to end; its containers get the time that its preStop asks for, and then what they take. */
    void end(ObjectNode now) {
        if (ending) {
            if (now.path("metadata").path("deletionGracePeriodSeconds").asLong() == 0) {
                next.run();
                next = kubelet.later(Duration.ZERO, () -> kubelet.remove(pod));
            }
            return;
        }
        ending = true;
        next.run();
        for (JsonNode container : pod.path("spec").path("containers")) {
            kubelet.tell(
                    pod,
                    "Killing",
                    "Stopping container " + container.path("name").asText());
        }
        Duration grace = Duration.ofSeconds(
                now.path("metadata").path("deletionGracePeriodSeconds").asLong());
        Duration wait = Configuration.preStop(pod).plus(kubelet.speed().termination());
        next = kubelet.later(wait.compareTo(grace) > 0 ? grace : wait, () -> kubelet.remove(pod));
    }

    void cancel() {
        ending = true;
        next.run();
    }
}
