package rtc.signaling;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The WebSocket of a {@link WebSocketChannel}, from its opening to its end. */
final class OpenWebSocket {

    private static final System.Logger LOG = System.getLogger(OpenWebSocket.class.getName());
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(3);

    private final Session session;
    private final Consumer<Ending> ended;
    private final NudgedWire wire;
    private final SendQueue queue;
    private final Heartbeat heartbeat;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * @param silence how long the server may say nothing
     * @param ended is told once how it ended
     */
    OpenWebSocket(Session session, Duration silence, Consumer<Ending> ended) {
        this.session = session;
        this.ended = ended;
        this.wire = new NudgedWire(this::write, this::writeNothing, Threads.TIMER);
        this.queue = new SendQueue(wire, Threads.SENT);
        this.heartbeat = new Heartbeat(
                silence,
                Threads.TIMER,
                this::ping,
                () -> shutLater(new Ending(CloseCode.BROKEN, "The server has fallen silent")));
        heartbeat.begin();
    }

    CompletableFuture<Void> send(String text) {
        return queue.add(text);
    }

    /** Something has come. */
    void heard() {
        heartbeat.heard();
    }

    /** Closes once the queue is empty, or when that takes too long. */
    void finish() {
        var limit = Threads.TIMER.after(
                FLUSH_LIMIT, () -> shutLater(new Ending(CloseCode.BROKEN, "Not everything could be sent")));
        var unused = queue.close().thenRun(() -> {
            limit.close();
            shut(Ending.normal(), CloseCode.NORMAL.code());
        });
    }

    /** It has ended. */
    void over(Ending ending) {
        if (over.compareAndSet(false, true)) {
            heartbeat.end();
            ended.accept(ending);
            queue.fail(SignalingException.closed(ending));
            wire.end();
        }
    }

    /** Closes because of what the other side did, and tells it so. */
    void refuse(Ending why) {
        Threads.COMPLETIONS.execute(() -> shut(why, why.code()));
    }

    private void shutLater(Ending ending) {
        Threads.COMPLETIONS.execute(() -> shut(ending, CloseCode.NORMAL.code()));
    }

    /** @param code what the other side is told, if it can be told */
    private void shut(Ending ending, int code) {
        over(ending);
        try {
            session.close(new CloseReason(CloseCodes.getCloseCode(code), ""));
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "A WebSocket did not close", e);
        }
    }

    private void write(String text, Consumer<@Nullable Throwable> done) {
        session.getAsyncRemote().sendText(text, result -> done.accept(result.isOK() ? null : result.getException()));
    }

    /** An unsolicited pong: the WebSocket protocol allows it, and nobody answers. */
    private void writeNothing() {
        try {
            session.getAsyncRemote().sendPong(ByteBuffer.allocate(0));
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "A WebSocket is closing", e);
        }
    }

    private void ping() {
        try {
            session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "A WebSocket is closing", e);
        }
    }
}
