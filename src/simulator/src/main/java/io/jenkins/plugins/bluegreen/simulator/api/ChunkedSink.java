package io.jenkins.plugins.bluegreen.simulator.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/** A chunked response that is written on the connection's own thread, whenever there is something and room for it. */
final class ChunkedSink implements Sink {
    private final HttpServerExchange exchange;
    private final StreamSinkChannel channel;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private boolean ending;
    private boolean gone;

    ChunkedSink(HttpServerExchange exchange, String contentType) {
        this.exchange = exchange;
        exchange.setStatusCode(200);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        channel = exchange.getResponseChannel();
        channel.getWriteSetter().set(ignored -> drain());
    }

    /** Sends the headers, so that the client knows that it has begun. */
    void open() {
        exchange.getIoThread().execute(this::drain);
    }

    @Override
    public void send(String text) {
        synchronized (waiting) {
            waiting.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
        exchange.getIoThread().execute(this::drain);
    }

    @Override
    public void end() {
        synchronized (waiting) {
            ending = true;
        }
        exchange.getIoThread().execute(this::drain);
    }

    @Override
    public void cut() {
        IoUtils.safeClose(exchange.getConnection());
    }

    @Override
    public void onGone(Runnable task) {
        exchange.getConnection().addCloseListener(ignored -> task.run());
        exchange.addExchangeCompleteListener((ignored, next) -> {
            task.run();
            next.proceed();
        });
    }

    /** Only on the connection's thread. */
    private void drain() {
        if (gone) {
            return;
        }
        try {
            ByteBuffer next = head();
            while (next != null) {
                if (channel.write(next) == 0) {
                    channel.resumeWrites();
                    return;
                }
                next = head();
            }
            if (!channel.flush()) {
                channel.resumeWrites();
                return;
            }
            channel.suspendWrites();
            if (ended()) {
                gone = true;
                exchange.endExchange();
            }
        } catch (IOException e) {
            gone = true;
            cut();
        }
    }

    private ByteBuffer head() {
        synchronized (waiting) {
            while (!waiting.isEmpty() && !waiting.peek().hasRemaining()) {
                waiting.poll();
            }
            return waiting.peek();
        }
    }

    private boolean ended() {
        synchronized (waiting) {
            return ending && waiting.isEmpty();
        }
    }
}
