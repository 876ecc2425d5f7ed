package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.model.Run;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Target;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.jenkins.cluster.Identities;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A release without traffic that a build is answerable for: when the build has ended, it goes. Written to a file before
 * the release is made, so that it is known after any crash.
 */
final class Obligation {
    /** Full name; follows the job when that is moved. */
    final String job;

    final int build;
    final String runId;
    final String runUrl;
    final ClusterAccess access;
    /** Whether the job's builds ran as the system: after the job is gone nobody can say as whom else. */
    final boolean asSystem;

    final DeploySettings settings;
    final String namespace;
    final ArrayList<String> services;
    final String workload;
    final Mode mode;
    /** Name of the release; null as long as its run has not told. */
    final String release;
    /** Since when, in milliseconds of the epoch. */
    final long since;

    Obligation(Run<?, ?> build, Order order, Request request) {
        this.job = build.getParent().getFullName();
        this.build = build.getNumber();
        this.runId = order.run().id();
        this.runUrl = order.run().url();
        this.access = order.access();
        this.asSystem = Identities.areOfTheSystem(build.getParent());
        this.settings = order.settings();
        this.namespace = request.namespace();
        this.services = new ArrayList<>(request.services());
        this.workload = request.workload();
        this.mode = request.mode();
        this.release = null;
        this.since = System.currentTimeMillis();
    }

    private Obligation(Obligation before, String job, String release) {
        this.job = job;
        this.build = before.build;
        this.runId = before.runId;
        this.runUrl = before.runUrl;
        this.access = before.access;
        this.asSystem = before.asSystem;
        this.settings = before.settings;
        this.namespace = before.namespace;
        this.services = before.services;
        this.workload = before.workload;
        this.mode = before.mode;
        this.release = release;
        this.since = before.since;
    }

    /** The same of a job that was moved. */
    Obligation movedTo(String fullName) {
        return new Obligation(this, fullName, release);
    }

    /** The same, now that the release has a name. */
    Obligation about(String name) {
        return new Obligation(this, job, name);
    }

    boolean of(Run<?, ?> run) {
        return run.getNumber() == build && run.getParent().getFullName().equals(job);
    }

    Request.Run run() {
        return new Request.Run(runId, runUrl);
    }

    Target target() {
        return new Target(namespace, services, workload, mode == null ? Mode.LABEL : mode);
    }

    Optional<String> release() {
        return Optional.ofNullable(release);
    }

    List<String> services() {
        return List.copyOf(services);
    }
}
