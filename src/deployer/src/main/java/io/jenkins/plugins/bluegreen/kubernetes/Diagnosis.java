package io.jenkins.plugins.bluegreen.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventList;
import io.jenkins.plugins.bluegreen.decide.Pod;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.drive.ClusterException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out why a release does not become available: the last events of it, of its ReplicaSets and of a few of its pods,
 * and the last lines that containers of these pods wrote. It asks about a few pods only, because the others mostly fail for
 * the same reason.
 */
final class Diagnosis {
    private static final int PODS = 2;
    private static final int CONTAINERS = 3;
    private static final int EVENTS = 8;
    private static final int LINES = 10;
    private static final int LOG_BYTES = 8192;
    private static final int WIDTH = 300;

    private static final Comparator<Event> LAST_WARNINGS_LAST = Comparator.comparing(
                    (Event event) -> "Warning".equals(event.getType()))
            .thenComparing(Diagnosis::time);

    private final Rest rest;
    private final String namespace;

    Diagnosis(Rest rest, String namespace) {
        this.rest = rest;
        this.namespace = namespace;
    }

    /**
     * Asks.
     *
     * @param release with its pods
     * @param sets names of the ReplicaSets that it controls
     * @return lines for a person; what could not be read is one of them; never fails
     */
    CompletableFuture<List<String>> of(Release release, List<String> sets) {
        List<Pod> ill = release.pods().stream()
                .filter(pod -> !pod.terminating() && !pod.ready())
                .sorted(Comparator.comparing((Pod pod) -> pod.troubles().isEmpty())
                        .thenComparing(Pod::name))
                .limit(PODS)
                .toList();
        List<String> names = Stream.of(
                        Stream.of(release.name()), sets.stream(), ill.stream().map(Pod::name))
                .flatMap(Function.identity())
                .toList();
        CompletableFuture<List<String>> events = inOrder(names, this::eventsOf)
                .thenApply(found -> found.stream()
                        .sorted(LAST_WARNINGS_LAST)
                        .map(Diagnosis::sentence)
                        .distinct()
                        .toList())
                .thenApply(lines -> lines.subList(Math.max(0, lines.size() - EVENTS), lines.size()))
                .exceptionally(error -> unread("The events", error));
        List<Log> logs = ill.stream()
                .filter(pod -> pod.node().isPresent())
                .flatMap(pod -> containers(release, pod).map(container -> new Log(pod.name(), container)))
                .limit(CONTAINERS)
                .toList();
        return events.thenCombine(inOrder(logs, this::lines), Diagnosis::both);
    }

    private record Log(String pod, String container) {}

    private static Stream<String> containers(Release release, Pod pod) {
        return pod.troubles().isEmpty()
                ? names(release.template())
                : pod.troubles().stream().map(Pod.Trouble::container);
    }

    private static Stream<String> names(Map<String, Object> template) {
        return template.get("spec") instanceof Map<?, ?> spec && spec.get("containers") instanceof List<?> containers
                ? containers.stream()
                        .filter(Map.class::isInstance)
                        .map(container -> String.valueOf(((Map<?, ?>) container).get("name")))
                : Stream.of();
    }

    private CompletableFuture<List<Event>> eventsOf(String name) {
        String query = "?fieldSelector=" + encoded("involvedObject.name=" + name);
        return rest.get(Paths.core(namespace, "events") + query, EventList.class)
                .thenApply(EventList::getItems);
    }

    private CompletableFuture<List<String>> lines(Log log) {
        return read(log, "")
                .thenCompose(text -> text.isBlank() ? beforeItsRestart(log) : CompletableFuture.completedFuture(text))
                .thenApply(text -> text.lines()
                        .filter(line -> !line.isBlank())
                        .map(line ->
                                "%s, container %s, wrote: %s".formatted(log.pod(), log.container(), printable(line)))
                        .toList())
                .exceptionally(error -> Rests.failure(error).kind() == ClusterException.Kind.INVALID
                        // The container has not run yet, which is told by what it waits for.
                        ? List.of()
                        : unread("The log of %s, container %s,".formatted(log.pod(), log.container()), error));
    }

    /** A container that was started again a moment ago has written nothing yet. */
    private CompletableFuture<String> beforeItsRestart(Log log) {
        return read(log, "&previous=true").exceptionally(error -> "");
    }

    private CompletableFuture<String> read(Log log, String more) {
        return rest.get(
                "%s/%s/log?container=%s&tailLines=%d&limitBytes=%d%s"
                        .formatted(
                                Paths.core(namespace, "pods"),
                                log.pod(),
                                encoded(log.container()),
                                LINES,
                                LOG_BYTES,
                                more),
                String.class);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> unread(String what, Throwable error) {
        return List.of("%s could not be read: %s"
                .formatted(what, printable(Rests.failure(error).getMessage())));
    }

    private static String time(Event event) {
        return Stream.of(
                        event.getLastTimestamp(),
                        event.getEventTime() == null
                                ? null
                                : event.getEventTime().getTime(),
                        event.getMetadata().getCreationTimestamp())
                .filter(time -> time != null && !time.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String sentence(Event event) {
        return "%s %s: %s"
                .formatted(
                        event.getInvolvedObject().getName(),
                        printable(String.valueOf(event.getReason())),
                        printable(String.valueOf(event.getMessage())));
    }

    /** Others wrote it, and it is shown in terminals and pages: one line, no control characters, and not too long. */
    private static String printable(String text) {
        String plain = text.replaceAll("\\e\\[[0-9;]*[A-Za-z]", "")
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        return plain.length() <= WIDTH ? plain : plain.substring(0, WIDTH) + "…";
    }

    private static <T, R> CompletableFuture<List<R>> inOrder(
            List<T> all, Function<T, CompletableFuture<List<R>>> question) {
        List<CompletableFuture<List<R>>> answers = all.stream().map(question).toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> answers.stream()
                        .flatMap(answer -> answer.join().stream())
                        .collect(Collectors.toList()));
    }

    private static List<String> both(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
