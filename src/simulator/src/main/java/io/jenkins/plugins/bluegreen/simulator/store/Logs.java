package io.jenkins.plugins.bluegreen.simulator.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What containers have written; the last lines of each. May be called from any thread. */
public final class Logs {
    private static final int MOST = 500;

    private final Map<String, List<Line>> lines = new HashMap<>();
    private final Map<String, List<Line>> previous = new HashMap<>();
    private final List<Consumer<Line>> followers = new CopyOnWriteArrayList<>();

    /**
     * A line.
     *
     * @param pod UID of the pod
     * @param container name
     * @param time as logs show it
     * @param text without a line break
     */
    public record Line(String pod, String container, String time, String text) {}

    /** Adds a line. */
    public synchronized void add(Line line) {
        List<Line> of = lines.computeIfAbsent(key(line.pod(), line.container()), ignored -> new ArrayList<>());
        of.add(line);
        if (of.size() > MOST) {
            of.remove(0);
        }
        followers.forEach(follower -> follower.accept(line));
    }

    private static String key(String pod, String container) {
        return pod + "/" + container;
    }

    /** The lines of a container so far. */
    public synchronized List<Line> of(String pod, String container) {
        return List.copyOf(lines.getOrDefault(key(pod, container), List.of()));
    }

    /** What a container had written before it was started again; none if it never was. */
    public synchronized Optional<List<Line>> previous(String pod, String container) {
        return Optional.ofNullable(previous.get(key(pod, container))).map(List::copyOf);
    }

    /** A container is started again: what it wrote is the log of the previous one. */
    public synchronized void restart(String pod, String container) {
        List<Line> before = lines.remove(key(pod, container));
        previous.put(key(pod, container), before == null ? List.of() : before);
    }

    /** Tells a container's lines, those of before first. Returns what ends it. */
    public synchronized Runnable follow(String pod, String container, Consumer<Line> listener) {
        of(pod, container).forEach(listener);
        Consumer<Line> mine = line -> {
            if (line.pod().equals(pod) && line.container().equals(container)) {
                listener.accept(line);
            }
        };
        followers.add(mine);
        return () -> followers.remove(mine);
    }

    /** Forgets a pod. */
    public synchronized void forget(String pod) {
        lines.keySet().removeIf(key -> key.startsWith(pod + "/"));
        previous.keySet().removeIf(key -> key.startsWith(pod + "/"));
    }
}
