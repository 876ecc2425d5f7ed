package io.jenkins.plugins.bluegreen.bench.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A steady load of HTTP requests, each on a connection of its own; the answer names the version. */
final class SteadyLoad implements AutoCloseable {
    private static final long PAUSE_NANOS = 5_000_000;
    private static final int TIMEOUT_MILLIS = 2_000;

    /** A request; the version is empty if there was no answer. */
    record Answer(long nanos, String version) {}

    private final String url;
    private final List<Answer> answers = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "steady-load");
    private volatile boolean stopped;

    SteadyLoad(InetSocketAddress address) {
        url = "http://%s:%d/".formatted(address.getAddress().getHostAddress(), address.getPort());
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!stopped) {
            long now = System.nanoTime();
            String version = request();
            synchronized (answers) {
                answers.add(new Answer(now, version));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private String request() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setRequestProperty("Connection", "close");
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try (InputStream in = connection.getInputStream()) {
                String body = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
                return body.substring(body.indexOf(' ') + 1);
            }
        } catch (IOException e) {
            return "";
        }
    }

    /** What it met since the last call. */
    Sample.Load take() {
        synchronized (answers) {
            Sample.Load load = of(answers);
            answers.clear();
            return load;
        }
    }

    static Sample.Load of(List<Answer> answers) {
        List<Answer> good =
                answers.stream().filter(answer -> !answer.version().isEmpty()).toList();
        int failures = answers.size() - good.size();
        if (good.isEmpty()) {
            return new Sample.Load(answers.size(), failures, 0);
        }
        String before = good.get(0).version();
        long lastOld = good.stream()
                .filter(answer -> answer.version().equals(before))
                .mapToLong(Answer::nanos)
                .max()
                .orElseThrow();
        long firstNew = good.stream()
                .filter(answer -> !answer.version().equals(before))
                .mapToLong(Answer::nanos)
                .min()
                .orElse(Long.MAX_VALUE);
        return new Sample.Load(answers.size(), failures, Math.max(0, lastOld - firstNew) / 1e6);
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
