package io.jenkins.plugins.bluegreen.simulator.api;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import org.xnio.IoUtils;

/** A WebSocket: one message for each piece. */
final class SocketSink implements Sink {
    private final WebSocketChannel channel;

    SocketSink(WebSocketChannel channel) {
        this.channel = channel;
        channel.getReceiveSetter().set(new Attentive());
    }

    /** Answers pings and closes; without it a client that pings takes the connection for dead. */
    private static final class Attentive extends AbstractReceiveListener {}

    void open() {
        channel.resumeReceives();
    }

    @Override
    public void send(String text) {
        channel.getIoThread().execute(() -> WebSockets.sendText(text, channel, null));
    }

    @Override
    public void end() {
        channel.getIoThread().execute(() -> WebSockets.sendClose(1000, "", channel, null));
    }

    @Override
    public void cut() {
        IoUtils.safeClose(channel);
    }

    @Override
    public void onGone(Runnable task) {
        channel.addCloseTask(ignored -> task.run());
    }
}
