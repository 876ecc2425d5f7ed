package io.jenkins.plugins.bluegreen.kubernetes;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.drive.Cluster.LeaseState;
import io.jenkins.plugins.bluegreen.drive.ClusterException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Leases, read and written with their resource version. */
final class Leases {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final int LONGEST_URL = 1000;

    private final Rest rest;
    private final String path;

    Leases(Rest rest, String namespace) {
        this.rest = rest;
        this.path = "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
    }

    CompletableFuture<Optional<LeaseState>> read(String name) {
        return rest.get(path + "/" + name, Lease.class)
                .thenApply(lease -> Optional.of(state(lease)))
                .exceptionally(error -> {
                    ClusterException failure = Rests.failure(error);
                    if (failure.kind() == ClusterException.Kind.GONE) {
                        return Optional.empty();
                    }
                    throw failure;
                });
    }

    CompletableFuture<LeaseState> write(
            String name, Optional<Request.Run> holder, Duration duration, Optional<LeaseState> seen) {
        String now = MICROS.format(Instant.now());
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("holderIdentity", holder.map(Request.Run::id).orElse(""));
        spec.put("leaseDurationSeconds", (int) duration.toSeconds());
        spec.put("renewTime", now);
        boolean same = seen.map(LeaseState::holder).equals(holder.map(Request.Run::id));
        String since = same ? seen.get().since() : now;
        if (!since.isEmpty()) {
            spec.put("acquireTime", since);
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        holder.map(Request.Run::url)
                .filter(Leases::isAddress)
                .ifPresent(url -> metadata.put("annotations", Map.of(Keys.RUN_URL, url)));
        seen.ifPresent(lease -> metadata.put("resourceVersion", lease.resourceVersion()));
        Map<String, Object> lease =
                Map.of("apiVersion", "coordination.k8s.io/v1", "kind", "Lease", "metadata", metadata, "spec", spec);
        return (seen.isEmpty() ? rest.post(path, lease, Lease.class) : rest.put(path + "/" + name, lease, Lease.class))
                .thenApply(Leases::state);
    }

    /** Whoever writes Leases may write anything there, and it is shown to people. */
    private static boolean isAddress(String url) {
        return url.length() <= LONGEST_URL && url.matches("https?://[!-~]+");
    }

    private static LeaseState state(Lease lease) {
        var spec = lease.getSpec();
        String holder = spec == null || spec.getHolderIdentity() == null ? "" : spec.getHolderIdentity();
        String since = spec == null || spec.getAcquireTime() == null ? "" : MICROS.format(spec.getAcquireTime());
        Map<String, String> annotations = lease.getMetadata().getAnnotations();
        String url = annotations == null ? "" : annotations.getOrDefault(Keys.RUN_URL, "");
        return new LeaseState(
                holder, isAddress(url) ? url : "", since, lease.getMetadata().getResourceVersion());
    }
}
