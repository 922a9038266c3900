package rtc.signaling;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A channel over a WebSocket, by Tyrus. All channels of a process share one client and its few threads.
 *
 * <p>No more than 16 Mi characters may wait to be sent: beyond, {@link #send} fails with
 * {@link SignalingException#OVERFLOW}. After {@link #close()} what was sent before has 3 seconds to get out. The
 * {@linkplain #builder builder} tells the other limits, and lets them be changed.
 */
public final class WebSocketChannel implements Channel {

    private static final System.Logger LOG = System.getLogger(WebSocketChannel.class.getName());

    private static final Ending TOO_LARGE = new Ending(CloseCode.TOO_LARGE, "The message is too large");

    private final URI address;
    private final WebSocketSettings settings;
    private final Calls calls = new Calls(WebSocketChannel::log);
    private final Listeners<String> messages = new Listeners<>(calls);
    private final Listeners<Ending> closed = new Listeners<>(calls);

    private final FutureTask<Void> handshake = new FutureTask<>(this::shakeHands, null);
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final AtomicBoolean connecting = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();

    private volatile @Nullable OpenWebSocket open;

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
        this(WebSocketAddress.of(base, parts), WebSocketSettings.STANDARD);
    }

    WebSocketChannel(URI address, WebSocketSettings settings) {
        this.address = address;
        this.settings = settings;
    }

    /**
     * Begins to make channels to {@code base/part/part…} that connect in a manner of their own.
     *
     * @param base as for the {@linkplain #WebSocketChannel(String, String...) constructor}
     * @param parts as there
     * @return what makes them
     * @throws IllegalArgumentException as there
     */
    public static WebSocketChannelBuilder builder(String base, String... parts) {
        return new WebSocketChannelBuilder(WebSocketAddress.of(base, parts));
    }

    /**
     * Where this channel connects to.
     *
     * @return the whole address but for an access token, with the scheme {@code ws} or {@code wss}
     */
    public URI address() {
        return address;
    }

    @Override
    public CompletableFuture<Void> connect() {
        if (connecting.compareAndSet(false, true)) {
            Threads.CONNECTING.execute(handshake);
        }
        return connected.whenCompleteAsync((nothing, failure) -> {}, Threads.COMPLETIONS);
    }

    @Override
    @CanIgnoreReturnValue
    public CompletableFuture<Void> send(String message) {
        var now = open;
        return now == null ? CompletableFuture.failedFuture(SignalingException.closed()) : now.send(message);
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
            var now = open;
            if (now != null) {
                now.finish();
            }
        }
    }

    private void shakeHands() {
        if (closing.get()) {
            return;
        }
        var limit = Threads.TIMER.after(settings.limit(), this::giveUp);
        try {
            Tyrus.connect(new Inbound(), WebSocketAddress.with(settings.accessToken(), address), settings);
            connected.complete(null);
        } catch (RuntimeException e) {
            connected.completeExceptionally(SignalingException.of(e));
        } finally {
            limit.close();
        }
    }

    private void giveUp() {
        if (connected.completeExceptionally(SignalingException.timeout("Not connected", settings.limit()))) {
            closing.set(true);
            handshake.cancel(true);
            var now = open;
            if (now != null) {
                now.finish();
            }
        }
    }

    private void take(OpenWebSocket from, String text) {
        from.heard();
        if (text.length() <= settings.maxMessageSize()) {
            messages.fire(text);
        } else {
            from.refuse(TOO_LARGE);
        }
    }

    /** Tyrus, here and on a server, takes a message that is too large for a bug and closes with 1011. */
    private static Ending ending(CloseReason reason) {
        return "Buffer overflow.".equals(reason.getReasonPhrase())
                ? TOO_LARGE
                : new Ending(reason.getCloseCode().getCode(), reason.getReasonPhrase());
    }

    private void ended(Ending ending) {
        if (!connected.isCompletedExceptionally()) {
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
            session.setMaxTextMessageBufferSize(settings.maxMessageSize());
            var opened = new OpenWebSocket(session, settings.silence(), WebSocketChannel.this::ended);
            session.addMessageHandler(String.class, text -> take(opened, text));
            session.addMessageHandler(PongMessage.class, pong -> opened.heard());
            open = opened;
            if (closing.get()) {
                opened.finish();
            }
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            Objects.requireNonNull(open).over(ending(reason));
        }

        @Override
        public void onError(Session session, Throwable failure) {
            LOG.log(Level.DEBUG, "A WebSocket failed", failure);
        }
    }
}
