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
 * A channel over a WebSocket. All channels of a program share one Tyrus client and its few threads. In an application
 * on a server, channels use the WebSocket client of that server, unless the application has
 * {@code tyrus-standalone-client-jdk} in its {@code WEB-INF/lib}.
 *
 * <p>At most 16 Mi characters may wait to be sent; beyond that, {@link #send} fails with
 * {@link SignalingException#OVERFLOW}. After {@link #close()}, waiting texts have 3 seconds to be sent. The
 * {@linkplain #builder builder} documents and sets the other limits.
 */
public final class WebSocketChannel implements Channel {

    private static final System.Logger LOG = System.getLogger(WebSocketChannel.class.getName());

    private static final Ending TOO_LARGE = new Ending(CloseCode.TOO_LARGE, "The message is too large");

    private final WebSocketClient client;
    private final WebSocketAddress address;
    private final WebSocketSettings settings;
    private final ListenerInvoker invoker = new ListenerInvoker(WebSocketChannel::log);
    private final Listeners<String> messages = new Listeners<>(invoker);
    private final Listeners<Ending> closed = new Listeners<>(invoker);

    /**
     * Runs tasks one at a time, on a thread that reports a message or the end, so that no message is delivered after
     * the end.
     */
    private final SerialExecutor deliveries = new SerialExecutor(Runnable::run, Threads.COMPLETIONS);

    private final FutureTask<Void> handshake = new FutureTask<>(this::shakeHands, null);
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final AtomicBoolean connecting = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();

    private volatile @Nullable OpenWebSocket open;

    // Accessed only by deliveries.
    private boolean ended;

    /**
     * Creates a channel to {@code base/part/part…}. Trailing slashes of the base are removed, and each part is encoded
     * like JavaScript's {@code encodeURIComponent}. For example,
     * {@code new WebSocketChannel("wss://host/muc", "my room")} connects to {@code wss://host/muc/my%20room}.
     *
     * @param base the server's address without user name, query and fragment, with the scheme {@code ws:} or
     *     {@code wss:}; {@code http:} and {@code https:} are equivalent to them
     * @param parts the parts of the path to append to the base, such as the name of the room
     * @throws IllegalArgumentException if the base is malformed
     */
    public WebSocketChannel(String base, String... parts) {
        this(WebSocketAddress.of(base, parts), WebSocketSettings.STANDARD, WebSocketClient.available());
    }

    WebSocketChannel(WebSocketAddress address, WebSocketSettings settings, WebSocketClient client) {
        this.client = client;
        this.address = address;
        this.settings = settings;
    }

    /**
     * Returns a builder of channels to {@code base/part/part…}, for settings other than the defaults.
     *
     * @param base as for the {@linkplain #WebSocketChannel(String, String...) constructor}
     * @param parts as for the constructor
     * @return the builder
     * @throws IllegalArgumentException if the base is malformed
     */
    public static WebSocketChannelBuilder builder(String base, String... parts) {
        return new WebSocketChannelBuilder(WebSocketAddress.of(base, parts));
    }

    /**
     * The address that this channel connects to.
     *
     * @return the complete address except for an access token, with the scheme {@code ws} or {@code wss} and the host
     *     in ASCII
     */
    public URI address() {
        return address.uri();
    }

    @Override
    public CompletableFuture<Void> connect() {
        if (connecting.compareAndSet(false, true)) {
            try {
                Threads.CONNECTING.execute(handshake);
            } catch (Throwable e) {
                connected.completeExceptionally(SignalingException.of(e));
            }
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
        giveUp(SignalingException.closed());
    }

    private void shakeHands() {
        if (closing.get()) {
            return;
        }
        var limit = Threads.TIMER.after(
                settings.limit(), () -> giveUp(SignalingException.timeout("Not connected", settings.limit())));
        try {
            client.connect(new Inbound(), address, settings);
            connected.complete(null);
        } catch (Throwable e) {
            connected.completeExceptionally(SignalingException.of(e));
        } finally {
            limit.close();
        }
    }

    /** Cancels the handshake, or closes the connection when the waiting texts have been sent. */
    private void giveUp(SignalingException why) {
        boolean unconnected = connected.completeExceptionally(why);
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        if (unconnected) {
            handshake.cancel(true);
        }
        var now = open;
        if (now != null) {
            now.finish();
        }
    }

    private void take(OpenWebSocket from, String text) {
        from.heard();
        deliveries.execute(() -> {
            if (!ended) {
                messages.fire(text);
            }
        });
    }

    /** Corrects the code for a message that is too large, which Tyrus, both here and on a server, reports as 1011. */
    private static Ending ending(CloseReason reason) {
        return "Buffer overflow.".equals(reason.getReasonPhrase())
                ? TOO_LARGE
                : new Ending(reason.getCloseCode().getCode(), reason.getReasonPhrase());
    }

    private void ended(Ending ending) {
        client.disconnected();
        deliveries.execute(() -> {
            ended = true;
            if (!connected.isCompletedExceptionally()) {
                closed.fire(ending);
            }
        });
    }

    private static void log(SignalingException failure) {
        LOG.log(Level.ERROR, "A listener of a channel failed", failure);
    }

    /** Receives the events of the WebSocket on threads of the client, one call at a time. */
    private final class Inbound extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.setMaxTextMessageBufferSize(settings.maxMessageSize());
            var opened = new OpenWebSocket(session, client, settings.silence(), WebSocketChannel.this::ended);
            client.receive(
                    session, settings.maxMessageSize(), text -> take(opened, text), () -> opened.refuse(TOO_LARGE));
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
