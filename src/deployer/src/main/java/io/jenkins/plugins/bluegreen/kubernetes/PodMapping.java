package io.jenkins.plugins.bluegreen.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodIP;
import io.jenkins.plugins.bluegreen.decide.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Translates a pod, and says what keeps it from becoming ready. */
final class PodMapping {
    private PodMapping() {}

    /**
     * A pod as fabric8 has it.
     *
     * @param before what it was just before this, if each change since is known; null if it is not, or it is new
     */
    static Mapping.Owned<Pod> of(io.fabric8.kubernetes.api.model.Pod pod, Mapping.Owned<Pod> before) {
        var status = pod.getStatus();
        boolean ready = conditions(pod)
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
        String phase = status == null || status.getPhase() == null ? "Pending" : status.getPhase();
        List<String> addresses = status == null || status.getPodIPs() == null
                ? List.of()
                : status.getPodIPs().stream()
                        .map(PodIP::getIp)
                        .filter(Objects::nonNull)
                        .toList();
        boolean unready = before == null ? addresses.isEmpty() : before.value().neverReady();
        return new Mapping.Owned<>(
                Mapping.owner(pod),
                new Pod(
                        pod.getMetadata().getName(),
                        pod.getMetadata().getUid(),
                        Mapping.orEmpty(pod.getMetadata().getLabels()),
                        ready,
                        !ready && unready,
                        pod.getMetadata().getDeletionTimestamp() != null,
                        phase.equals("Succeeded") || phase.equals("Failed"),
                        addresses,
                        Optional.ofNullable(pod.getSpec()).map(spec -> spec.getNodeName()),
                        troubles(pod),
                        unschedulable(pod)));
    }

    private static Stream<PodCondition> conditions(io.fabric8.kubernetes.api.model.Pod pod) {
        return pod.getStatus() == null || pod.getStatus().getConditions() == null
                ? Stream.of()
                : pod.getStatus().getConditions().stream();
    }

    private static Optional<Pod.Unschedulable> unschedulable(io.fabric8.kubernetes.api.model.Pod pod) {
        return conditions(pod)
                .filter(condition -> condition.getType().equals("PodScheduled")
                        && condition.getStatus().equals("False")
                        && "Unschedulable".equals(condition.getReason()))
                .findFirst()
                .map(condition -> new Pod.Unschedulable(
                        Mapping.text(condition.getMessage()), Mapping.instant(condition.getLastTransitionTime())));
    }

    private static List<Pod.Trouble> troubles(io.fabric8.kubernetes.api.model.Pod pod) {
        List<Pod.Trouble> found = new ArrayList<>();
        if (pod.getStatus() == null) {
            return found;
        }
        Stream.of(pod.getStatus().getInitContainerStatuses(), pod.getStatus().getContainerStatuses())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .forEach(container -> trouble(container).ifPresent(found::add));
        return found;
    }

    private static Optional<Pod.Trouble> trouble(ContainerStatus container) {
        if (container.getState() == null || container.getState().getWaiting() == null) {
            return Optional.empty();
        }
        var waiting = container.getState().getWaiting();
        String reason = Mapping.text(waiting.getReason());
        if (reason.isEmpty() || reason.equals("ContainerCreating") || reason.equals("PodInitializing")) {
            return Optional.empty();
        }
        return Optional.of(new Pod.Trouble(
                container.getName(),
                reason,
                Mapping.text(waiting.getMessage()),
                container.getRestartCount() == null ? 0 : container.getRestartCount()));
    }
}
