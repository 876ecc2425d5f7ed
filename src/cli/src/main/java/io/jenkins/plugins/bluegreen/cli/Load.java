package io.jenkins.plugins.bluegreen.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** A steady load of HTTP requests, each on a connection of its own. */
final class Load implements AutoCloseable {
    private static final long PAUSE_MILLIS = 5;

    private record Answer(long millis, String version) {}

    private final String url;
    private final long begun = System.nanoTime();
    private final List<Answer> answers = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "load");
    private volatile boolean stopped;

    Load(InetSocketAddress address) {
        url = "http://%s:%d/".formatted(address.getAddress().getHostAddress(), address.getPort());
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!stopped) {
            String version = request();
            synchronized (answers) {
                answers.add(new Answer((System.nanoTime() - begun) / 1_000_000, version));
            }
            LockSupport.parkNanos(PAUSE_MILLIS * 1_000_000);
        }
    }

    private String request() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setRequestProperty("Connection", "close");
            connection.setConnectTimeout(2000);
            connection.setReadTimeout(2000);
            try (InputStream in = connection.getInputStream()) {
                String body = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
                return body.substring(body.indexOf(' ') + 1);
            }
        } catch (IOException e) {
            return "failed";
        }
    }

    /** How many answers there were, by version; failures as {@code failed}. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        synchronized (answers) {
            answers.forEach(answer -> counts.merge(answer.version(), 1, Integer::sum));
        }
        return counts;
    }

    int failures() {
        return counts().getOrDefault("failed", 0);
    }

    /** Which version answered: one character for each slot, {@code *} for both, {@code !} for a failure. */
    String timeline(long slotMillis) {
        List<String> slots = new ArrayList<>();
        synchronized (answers) {
            for (Answer answer : answers) {
                int slot = (int) (answer.millis() / slotMillis);
                while (slots.size() <= slot) {
                    slots.add("");
                }
                String mark = answer.version().equals("failed")
                        ? "!"
                        : answer.version().replace("v", "");
                String before = slots.get(slot);
                slots.set(slot, before.isEmpty() || before.equals(mark) ? mark : mark.equals("!") ? "!" : "*");
            }
        }
        StringBuilder line = new StringBuilder();
        slots.forEach(slot -> line.append(slot.isEmpty() ? "." : slot));
        return line.toString();
    }

    @Override
    public void close() {
        end();
    }

    /** Ends the load; what it counted stays. */
    void end() {
        stopped = true;
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
