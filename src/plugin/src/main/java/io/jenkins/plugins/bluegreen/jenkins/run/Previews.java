package io.jenkins.plugins.bluegreen.jenkins.run;

import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.ServiceState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a release can be reached as long as it has no traffic. */
public final class Previews {
    private Previews() {}

    /**
     * Host and port of a dark release: of its preview Service, else of its first pod.
     *
     * @param release that is dark
     * @param service whose traffic it is to get
     * @param previewService name of a Service over it; empty for none
     * @param namespace of all
     * @return {@code host:port}; empty if it has no address yet
     */
    public static String of(Release release, Optional<ServiceState> service, String previewService, String namespace) {
        Optional<ServiceState.Port> first =
                service.flatMap(state -> state.ports().stream().findFirst());
        if (!previewService.isEmpty()) {
            return "%s.%s.svc%s"
                    .formatted(
                            previewService,
                            namespace,
                            first.map(port -> ":" + port.port()).orElse(""));
        }
        return release.activePods()
                .flatMap(pod -> pod.addresses().stream())
                .findFirst()
                .map(address -> address.contains(":") ? "[" + address + "]" : address)
                .map(address ->
                        address + port(release, first).map(port -> ":" + port).orElse(""))
                .orElse("");
    }

    private static Optional<String> port(Release release, Optional<ServiceState.Port> service) {
        List<Map<?, ?>> ports = maps(release.template().get("spec"), "containers").stream()
                .flatMap(container -> maps(container, "ports").stream())
                .toList();
        Optional<String> target = service.map(ServiceState.Port::targetPort).filter(text -> !text.isEmpty());
        if (target.filter(text -> text.chars().allMatch(Character::isDigit)).isPresent()) {
            return target;
        }
        return ports.stream()
                .filter(port -> target.isEmpty() || target.get().equals(port.get("name")))
                .map(port -> String.valueOf(port.get("containerPort")))
                .findFirst();
    }

    private static List<Map<?, ?>> maps(Object parent, String key) {
        return parent instanceof Map<?, ?> map && map.get(key) instanceof List<?> items
                ? items.stream()
                        .filter(Map.class::isInstance)
                        .<Map<?, ?>>map(item -> (Map<?, ?>) item)
                        .toList()
                : List.of();
    }
}
