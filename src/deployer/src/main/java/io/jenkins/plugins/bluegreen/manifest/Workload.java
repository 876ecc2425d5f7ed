package io.jenkins.plugins.bluegreen.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What was read from a workload's object, checked. */
record Workload(
        WorkloadKind kind,
        String name,
        Optional<String> namespace,
        OptionalInt replicas,
        SelectorTerms selector,
        Map<String, String> templateLabels,
        List<TemplateContainer> containers,
        List<String> services) {

    Workload {
        templateLabels = Map.copyOf(templateLabels);
        containers = List.copyOf(containers);
        services = List.copyOf(services);
    }
}
