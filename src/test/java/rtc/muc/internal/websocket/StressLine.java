package rtc.muc.internal.websocket;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import rtc.muc.EndReason;

/**
 * A connection of a {@link StressClient} over a network that fails. The server receives the client's messages on other
 * threads.
 */
final class StressLine implements Connection {

    private final StressClient client;
    private final Executor io;
    private final boolean black;

    @SuppressWarnings("NullAway.Init")
    private WebSocketPeer peer;

    private CompletableFuture<Void> upwards = CompletableFuture.completedFuture(null);
    private volatile boolean down;
    private volatile boolean closed;

    /** @param black whether sends never complete after {@link #breaksDown} */
    StressLine(StressClient client, Executor io, boolean black) {
        this.client = client;
        this.io = io;
        this.black = black;
    }

    void opened(WebSocketPeer session) {
        peer = session;
    }

    WebSocketPeer peer() {
        return peer;
    }

    /** The client sends a text. Not thread-safe. */
    void says(String text) {
        post(() -> peer.text(text, true));
    }

    void pongs(ByteBuffer payload) {
        post(() -> peer.pong(payload));
    }

    /** From now on, nothing arrives at the client. */
    void breaksDown() {
        down = true;
    }

    /** Notifies the server that the connection is closed, after it has received what the client sent. */
    void closes() {
        post(() -> peer.closed());
    }

    /** {@return whether the server has closed it} */
    boolean isClosed() {
        return closed;
    }

    CompletableFuture<Void> said() {
        return upwards;
    }

    /** {@return the state of the connection, to describe a failure} */
    @Override
    public String toString() {
        return "line, down %s, closed %s".formatted(down, closed);
    }

    private void post(Runnable act) {
        upwards = upwards.thenRunAsync(() -> watched(act), io);
    }

    /** Reports a failure to the peer, as a container does, and to the client, whose test must fail. */
    private void watched(Runnable act) {
        try {
            act.run();
        } catch (RuntimeException | Error bug) {
            client.failed(bug);
            peer.failed(bug);
        }
    }

    @Override
    public void send(String text, SendHandler done) {
        if (!down && !closed) {
            client.hears(this, text);
            completes(done, new SendResult());
        } else if (!black) {
            completes(done, closed ? new SendResult(new IOException("closed")) : new SendResult());
        }
    }

    private void completes(SendHandler done, SendResult result) {
        if (ThreadLocalRandom.current().nextBoolean()) {
            done.onResult(result);
        } else {
            io.execute(() -> watched(() -> done.onResult(result)));
        }
    }

    @Override
    public void ping(ByteBuffer payload) {
        if (!down && !closed) {
            client.isPinged(this, payload);
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public boolean isHeld() {
        return false;
    }

    @Override
    public void close(EndReason ending) {
        closed = true;
    }

    @Override
    public void cut() {
        closed = true;
    }
}
