package io.jenkins.plugins.bluegreen.manifest;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of workloads that can be deployed. */
public enum WorkloadKind {
    /** {@code apps/v1 ReplicaSet}. */
    REPLICA_SET("ReplicaSet"),
    /** {@code apps/v1 Deployment}. */
    DEPLOYMENT("Deployment");

    /** The version of the API that both belong to. */
    public static final String API_VERSION = "apps/v1";

    private final String kind;

    WorkloadKind(String kind) {
        this.kind = kind;
    }

    /** The kind as it is written in a manifest. */
    public String kind() {
        return kind;
    }

    /** The kind that is written so in a manifest, if it is one of these. */
    public static Optional<WorkloadKind> of(String kind) {
        return Arrays.stream(values()).filter(each -> each.kind.equals(kind)).findFirst();
    }
}
