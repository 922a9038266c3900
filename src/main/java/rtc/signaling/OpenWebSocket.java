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
    private final WebSocketClient client;
    private final Consumer<Ending> ended;
    private final SendQueue queue;
    private final Heartbeat heartbeat;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * @param client the WebSocket client that created the session
     * @param silence how long the server may be silent
     * @param ended called once, with the ending of the WebSocket
     */
    OpenWebSocket(Session session, WebSocketClient client, Duration silence, Consumer<Ending> ended) {
        this.session = session;
        this.client = client;
        this.ended = ended;
        this.queue = new SendQueue(this::write, Threads.SENT);
        this.heartbeat = new Heartbeat(
                silence,
                Threads.TIMER,
                this::ping,
                () -> closeSoon(new Ending(CloseCode.BROKEN, "The server has fallen silent")));
        heartbeat.begin();
    }

    CompletableFuture<Void> send(String text) {
        return queue.add(text);
    }

    /** A frame has arrived. */
    void heard() {
        heartbeat.heard();
    }

    /** Closes the WebSocket when the queue is empty, or after {@link #FLUSH_LIMIT}. */
    void finish() {
        var limit = Threads.TIMER.after(
                FLUSH_LIMIT, () -> closeSoon(new Ending(CloseCode.BROKEN, "Not everything could be sent")));
        var unused = queue.close().thenRun(() -> {
            limit.close();
            close(Ending.normal(), CloseCode.NORMAL.code());
        });
    }

    /** The WebSocket has ended. */
    void over(Ending ending) {
        if (over.compareAndSet(false, true)) {
            report(ending);
        }
    }

    private void report(Ending ending) {
        heartbeat.end();
        ended.accept(ending);
        queue.fail(SignalingException.closed(ending));
    }

    /** Closes the WebSocket because of a fault of the other side, with the close code for this fault. */
    void refuse(Ending why) {
        Threads.COMPLETIONS.execute(() -> close(why, why.code()));
    }

    private void closeSoon(Ending ending) {
        Threads.COMPLETIONS.execute(() -> close(ending, CloseCode.NORMAL.code()));
    }

    /**
     * Closes the session before it reports the end, because an application may be undeployed as soon as the end is
     * reported.
     *
     * @param code the close code for the other side, if it can be sent
     */
    private void close(Ending ending, int code) {
        boolean first = over.compareAndSet(false, true);
        quietly(() -> session.close(new CloseReason(CloseCodes.getCloseCode(code), "")));
        quietly(() -> client.closed(session));
        if (first) {
            report(ending);
        }
    }

    private void write(String text, Consumer<@Nullable Throwable> done) {
        session.getAsyncRemote().sendText(text, result -> done.accept(result.isOK() ? null : result.getException()));
    }

    private void ping() {
        quietly(() -> session.getAsyncRemote().sendPing(ByteBuffer.allocate(0)));
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    /** Runs an action and only logs a failure, because failures of a connection that is ending do not matter. */
    private static void quietly(Action action) {
        try {
            action.run();
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.log(Level.DEBUG, "A WebSocket is closing", e);
        }
    }
}
