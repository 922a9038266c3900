package rtc.signaling;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A channel over a WebSocket, by Tyrus. All channels of a process share one client and its few threads.
 *
 * <p>Connecting has 10 seconds. A frame of the server may have up to 8 MiB. No more than 16 Mi characters may wait to be
 * sent: beyond, {@link #send} fails with {@link SignalingException#OVERFLOW}. After {@link #close()} what was sent
 * before has 3 seconds to get out.
 */
public final class WebSocketChannel implements Channel {

    private static final System.Logger LOG = System.getLogger(WebSocketChannel.class.getName());
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(3);

    private final URI address;
    private final Listeners<String> messages = new Listeners<>(WebSocketChannel::log);
    private final Listeners<Ending> closed = new Listeners<>(WebSocketChannel::log);

    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final AtomicBoolean connecting = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    private volatile @Nullable Connection connection;

    /**
     * Makes a channel to {@code base/part/part…}. Trailing slashes of the base are dropped, and each part is encoded as
     * JavaScript's {@code encodeURIComponent} does it: {@code new WebSocketChannel("wss://host/muc", "my room")}
     * connects to {@code wss://host/muc/my%20room}.
     *
     * @param base where the server is, {@code ws:} or {@code wss:}; {@code http:} and {@code https:} mean the same.
     *     Without query or fragment
     * @param parts what comes behind it, such as the name of the room
     * @throws IllegalArgumentException if that is no such address
     */
    public WebSocketChannel(String base, String... parts) {
        var text = new StringBuilder(base.replaceFirst("/+$", "").replaceFirst("^http", "ws"));
        for (var part : parts) {
            text.append('/').append(UriComponent.encode(part));
        }
        address = URI.create(text.toString());
        if (!isWebSocket(address)) {
            throw new IllegalArgumentException("Not the base of a WebSocket address: " + base);
        }
    }

    private static boolean isWebSocket(URI address) {
        return ("ws".equals(address.getScheme()) || "wss".equals(address.getScheme()))
                && address.getHost() != null
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
    }

    /**
     * Where this channel connects to.
     *
     * @return the whole address, with the scheme {@code ws} or {@code wss}
     */
    public URI address() {
        return address;
    }

    @Override
    public CompletableFuture<Void> connect() {
        if (connecting.compareAndSet(false, true)) {
            open();
        }
        return connected.whenCompleteAsync((nothing, failure) -> {}, Threads.COMPLETIONS);
    }

    @Override
    public CompletableFuture<Void> send(String message) {
        var open = connection;
        return open == null ? CompletableFuture.failedFuture(SignalingException.closed()) : open.queue.add(message);
    }

    @Override
    public Subscription onMessage(Consumer<String> listener) {
        return messages.add(listener);
    }

    @Override
    public Subscription onClosed(Consumer<Ending> listener) {
        return closed.add(listener);
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            connected.completeExceptionally(SignalingException.closed());
            var open = connection;
            if (open != null) {
                open.finish();
            }
        }
    }

    private void open() {
        var handshake = Threads.CONNECTING.submit(this::shakeHands);
        var limit = Threads.TIMER.after(CONNECT_LIMIT, () -> {
            closing.set(true);
            connected.completeExceptionally(SignalingException.timeout("Not connected", CONNECT_LIMIT));
            handshake.cancel(true);
        });
        var unused = connected.thenRun(limit::close);
    }

    private void shakeHands() {
        if (closing.get()) {
            return;
        }
        try {
            Tyrus.connect(new Inbound(), handshake(), address);
            connected.complete(null);
        } catch (SignalingException e) {
            connected.completeExceptionally(e);
        }
    }

    private ClientEndpointConfig handshake() {
        return ClientEndpointConfig.Builder.create().build();
    }

    private void end(Ending ending) {
        if (ended.compareAndSet(false, true) && !connected.isCompletedExceptionally()) {
            closed.fire(ending);
        }
    }

    private static void log(SignalingException failure) {
        LOG.log(Level.ERROR, "A listener of a channel failed", failure);
    }

    /** Tyrus calls this on its own threads, and never twice at once. */
    private final class Inbound extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            var opened = new Connection(session);
            session.addMessageHandler(String.class, messages::fire);
            connection = opened;
            if (closing.get()) {
                opened.finish();
            }
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            var ending = new Ending(reason.getCloseCode().getCode(), reason.getReasonPhrase());
            Objects.requireNonNull(connection).over(ending);
        }

        @Override
        public void onError(Session session, Throwable failure) {
            LOG.log(Level.DEBUG, "A WebSocket failed", failure);
        }
    }

    /** The open WebSocket. */
    private final class Connection {

        private final Session session;
        private final NudgedWire wire;
        private final SendQueue queue;

        Connection(Session session) {
            this.session = session;
            this.wire = new NudgedWire(this::write, this::writeNothing, Threads.TIMER);
            this.queue = new SendQueue(wire, Threads.COMPLETIONS);
        }

        private void write(String text, Consumer<@Nullable Throwable> done) {
            session.getAsyncRemote()
                    .sendText(text, result -> done.accept(result.isOK() ? null : result.getException()));
        }

        /** An unsolicited pong: the WebSocket protocol allows it, and nobody answers. */
        private void writeNothing() {
            try {
                session.getAsyncRemote().sendPong(ByteBuffer.allocate(0));
            } catch (IOException | IllegalStateException e) {
                LOG.log(Level.DEBUG, "A WebSocket is closing", e);
            }
        }

        /** Closes once the queue is empty, or when that takes too long. */
        void finish() {
            var limit = Threads.TIMER.after(FLUSH_LIMIT, () -> {
                Threads.COMPLETIONS.execute(() -> shut(new Ending(Ending.ABNORMAL, "Not everything could be sent")));
            });
            var unused = queue.close().thenRun(() -> {
                limit.close();
                shut(new Ending(Ending.NORMAL, ""));
            });
        }

        private void shut(Ending ending) {
            over(ending);
            try {
                session.close();
            } catch (IOException | IllegalStateException e) {
                LOG.log(Level.DEBUG, "A WebSocket did not close", e);
            }
        }

        void over(Ending ending) {
            end(ending);
            queue.fail(SignalingException.closed(ending));
            wire.end();
        }
    }
}
