package io.jenkins.plugins.bluegreen.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** HTTP requests through a Service proxy, each on a connection of its own, as {@code while true; do curl ...; done}. */
final class Load implements Traffic {
    private static final int PATIENCE_MILLIS = 2000;

    private final String url;
    private final Ticks ticks;

    Load(InetSocketAddress address) {
        url = "http://%s:%d/".formatted(address.getAddress().getHostAddress(), address.getPort());
        ticks = new Ticks(this::request);
    }

    private void request(Answers answers) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setRequestProperty("Connection", "close");
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try (InputStream in = connection.getInputStream()) {
                String body = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
                answers.answered(body.substring(body.indexOf(' ') + 1));
            }
        } catch (IOException e) {
            answers.failed();
        }
    }

    @Override
    public Answers answers() {
        return ticks.answers();
    }

    @Override
    public String units() {
        return "Requests";
    }

    @Override
    public void end() {
        ticks.close();
    }
}
