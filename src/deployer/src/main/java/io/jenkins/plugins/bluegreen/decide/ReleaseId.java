package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.WorkloadKind;

/**
 * Which release: names are used again, UIDs are not.
 *
 * @param kind ReplicaSet or Deployment
 * @param name name of the object
 * @param uid UID of the object
 */
public record ReleaseId(WorkloadKind kind, String name, String uid) {}
