package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Findings;
import io.jenkins.plugins.bluegreen.decide.Observed;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.ServiceState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** What the driver needs of a cluster's namespace. No method blocks; every stage may fail with {@link ClusterException}. */
public interface Cluster {

    /** Completes when the namespace has been listed and is being watched. */
    CompletionStage<Void> ready();

    /**
     * Reads Services afresh, so that what was written before this call is seen.
     *
     * @param services their names
     * @return completes when {@link #view} shows them
     */
    CompletionStage<Void> refresh(List<String> services);

    /**
     * What is known now, from watches.
     *
     * @param interest what matters
     * @return without lock and facts
     */
    View view(Interest interest);

    /**
     * Calls back after every change of what matters.
     *
     * @param interest what matters
     * @param listener called on a thread of the client; must not block
     * @param soon called instead where it will do to look a little later, as there is more of the kind to come: after a change of
     *     a pod or a slice, and as long as a workload gets more pods but not all; must not block
     * @return ends it
     */
    Runnable onChange(Interest interest, Runnable listener, Runnable soon);

    /**
     * Performs one action; what it changed is seen in {@link #view} when it completes.
     *
     * @param request on whose behalf
     * @param action not {@code Lock}, {@code Unlock} or {@code Examine}
     * @return completes when it is done
     */
    CompletionStage<Void> perform(Request request, Action action);

    /** Asks what only the API server can tell. */
    CompletionStage<Findings> examine(Request request, Action.Examine question);

    /** Reads a Lease. */
    CompletionStage<Optional<LeaseState>> readLease(String name);

    /**
     * Creates or replaces a Lease; fails with a conflict if it is not as it was read.
     *
     * @param name of the Lease
     * @param holder the run that is to hold it; none gives it back
     * @param duration how long it is valid without being renewed
     * @param seen as it was read; none if it is not there
     * @return the Lease as it is now
     */
    CompletionStage<LeaseState> writeLease(
            String name, Optional<Request.Run> holder, Duration duration, Optional<LeaseState> seen);

    /**
     * Why a release does not become available: its last events and the last lines of its log.
     *
     * @return lines for a person; never fails
     */
    CompletionStage<List<String>> diagnose(Release release);

    /** Whether there is no such namespace; false if that may not be asked. */
    CompletionStage<Boolean> namespaceMissing();

    /** Requests made so far; those for watches are not counted. */
    long requests();

    /**
     * The same cluster for one run: it counts only that run's requests, and starts no write of {@link #perform} that the
     * run may not make any more.
     *
     * @param mayWrite asked before each such write; may be called on any thread
     * @return shares watches with this one
     */
    Cluster session(BooleanSupplier mayWrite);

    /**
     * Services and releases.
     *
     * @param services by name
     * @param otherServices the others of the namespace
     * @param releases with their pods
     */
    record View(Map<String, ServiceState> services, List<Observed.OtherService> otherServices, List<Release> releases) {
        public View {
            services = Map.copyOf(services);
            otherServices = List.copyOf(otherServices);
            releases = List.copyOf(releases);
        }
    }

    /**
     * A Lease.
     *
     * @param holder id of the run that holds it; empty if none
     * @param url where that run can be looked at, as it says; may be empty
     * @param since when it was acquired, as it says
     * @param resourceVersion of the object
     */
    record LeaseState(String holder, String url, String since, String resourceVersion) {}
}
