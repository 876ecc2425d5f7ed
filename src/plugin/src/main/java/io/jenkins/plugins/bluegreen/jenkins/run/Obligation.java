package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.model.Run;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import java.util.ArrayList;
import java.util.List;

/**
 * A release without traffic that a build is answerable for: when the build has ended, it goes. Written to a file before
 * the release is made, so that it is known after any crash.
 */
final class Obligation {
    final String job;
    final int build;
    final String runId;
    final String runUrl;
    final ClusterAccess access;
    final DeploySettings settings;
    final String namespace;
    final ArrayList<String> services;
    final String workload;

    Obligation(Run<?, ?> build, Order order, Request request) {
        this.job = build.getParent().getFullName();
        this.build = build.getNumber();
        this.runId = order.run().id();
        this.runUrl = order.run().url();
        this.access = order.access();
        this.settings = order.settings();
        this.namespace = request.namespace();
        this.services = new ArrayList<>(request.services());
        this.workload = request.workload();
    }

    boolean of(Run<?, ?> run) {
        return run.getNumber() == build && run.getParent().getFullName().equals(job);
    }

    Request.Run run() {
        return new Request.Run(runId, runUrl);
    }

    List<String> services() {
        return List.copyOf(services);
    }
}
