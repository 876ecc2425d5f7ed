package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.decide.Request;
import java.util.List;
import java.util.Map;

/**
 * The part of a namespace that a run has to look at. A namespace may hold a thousand workloads; a run that looked at all
 * of them after each change would leave no time for anything else.
 *
 * @param services names of the Services whose traffic is moved
 * @param workload base name of the workload; empty for every workload that the Services know
 * @param labels of the pods that are to be made; other Services that select these matter too
 * @param others names of Services that matter and whose traffic is not moved
 */
public record Interest(List<String> services, String workload, Map<String, String> labels, List<String> others) {
    public Interest {
        services = List.copyOf(services);
        labels = Map.copyOf(labels);
        others = List.copyOf(others);
    }

    /**
     * What a request has to look at.
     *
     * @param request what is asked for
     * @return its Services, its workload and the labels of the pods that it makes
     */
    public static Interest of(Request request) {
        return new Interest(
                request.services(),
                request.workload(),
                request.bound().map(bound -> bound.manifest().templateLabels()).orElse(Map.of()),
                request.options().previewService().map(List::of).orElse(List.of()));
    }

    /**
     * Services with all that has to do with them, whatever the workload.
     *
     * @param services their names
     * @return an interest in these Services
     */
    public static Interest inServices(List<String> services) {
        return new Interest(services, "", Map.of(), List.of());
    }
}
