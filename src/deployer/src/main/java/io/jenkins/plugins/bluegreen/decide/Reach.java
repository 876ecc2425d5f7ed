package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the pods of a release can be endpoints of the Services at all: addresses, nodes and ports. */
final class Reach {
    private Reach() {}

    /** What is wrong with the pods of a release that is available; a sentence. */
    static Optional<String> problem(Situation s, Release release) {
        for (ServiceState service : s.services()) {
            List<Problem> ports = ports(service, release.template(), release.name());
            if (!ports.isEmpty()) {
                return Optional.of(ports.get(0).sentence());
            }
            for (Pod pod : release.pods()) {
                Optional<String> family = runs(pod) ? missingFamily(service, pod) : Optional.empty();
                if (family.isPresent()) {
                    return Optional.of("Pod %s has no %s address, which Service %s asks for"
                            .formatted(pod.name(), family.get(), service.name()));
                }
                if (runs(pod) && pod.node().isEmpty()) {
                    return Optional.of(
                            "Pod %s is ready but has no node, so it cannot be an endpoint".formatted(pod.name()));
                }
            }
        }
        return Optional.empty();
    }

    /** All are available; of some the news may be late. */
    private static boolean runs(Pod pod) {
        return pod.servable() || pod.active() && !pod.addresses().isEmpty();
    }

    private static Optional<String> missingFamily(ServiceState service, Pod pod) {
        List<String> families = service.families().isEmpty() ? List.of() : service.families();
        return families.stream()
                .filter(family ->
                        pod.addresses().stream().noneMatch(address -> address.contains(":") == family.equals("IPv6")))
                .findFirst();
    }

    /** Named ports of a Service that no container of a pod template has. */
    static List<Problem> ports(ServiceState service, Map<String, Object> template, String whose) {
        Set<String> names = names(template);
        List<Problem> problems = new ArrayList<>();
        for (ServiceState.Port port : service.ports()) {
            boolean named = !port.targetPort().isEmpty() && !port.targetPort().matches("[0-9]+");
            if (named && !names.contains(port.targetPort())) {
                problems.add(new Problem(
                        "port %d of Service %s leads to the container port named %s"
                                .formatted(port.port(), service.name(), port.targetPort()),
                        "no container of %s has a port of that name".formatted(whose),
                        "name the port in the manifest, or give the Service its number"));
            }
        }
        return problems;
    }

    private static Set<String> names(Map<String, Object> template) {
        Set<String> names = new HashSet<>();
        if (template.get("spec") instanceof Map<?, ?> spec) {
            for (String kind : List.of("containers", "initContainers")) {
                if (spec.get(kind) instanceof List<?> containers) {
                    containers.forEach(container -> names(container, names));
                }
            }
        }
        return names;
    }

    private static void names(Object container, Set<String> names) {
        if (container instanceof Map<?, ?> map && map.get("ports") instanceof List<?> ports) {
            for (Object port : ports) {
                if (port instanceof Map<?, ?> fields && fields.get("name") instanceof String name) {
                    names.add(name);
                }
            }
        }
    }
}
