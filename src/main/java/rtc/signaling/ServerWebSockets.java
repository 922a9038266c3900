package rtc.signaling;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rtc.signaling.tyrus.ObservedContainer;

/**
 * The WebSocket client of the server that the application runs on, such as Undertow's on WildFly. It has no settings
 * for a proxy. The channel enforces the time limits for connecting and for the handshake, as one limit.
 */
final class ServerWebSockets implements WebSocketClient {

    /** The property for Undertow's own time limit in seconds, which is 10 by default. */
    private static final String UNDERTOW_TIMEOUT = "io.undertow.websocket.CONNECT_TIMEOUT";

    /**
     * The HTTP status of a refusal in an exception's message. No standard API provides it: Undertow reports it only in
     * the message, Tyrus also by a method.
     */
    private static final Pattern STATUS = Pattern.compile("[Rr]esponse code (?:was not 101: )?([1-5]\\d\\d)");

    private final Supplier<WebSocketContainer> containers;
    private volatile @Nullable WebSocketContainer container;

    ServerWebSockets() {
        this(ContainerProvider::getWebSocketContainer);
    }

    ServerWebSockets(Supplier<WebSocketContainer> containers) {
        this.containers = containers;
    }

    @Override
    public void connect(Endpoint endpoint, WebSocketAddress address, WebSocketSettings settings) {
        var credentials = Credentials.ask(settings);
        try {
            var target = target(address);
            var request = new UpgradeRequest(credentials, Map.of("Host", address.hostHeader()), () -> {});
            request.connecting(new UnmanagedAttempt());
            try {
                var unused = container()
                        .connectToServer(
                                endpoint,
                                config(request, credentials, address, settings),
                                UriComponent.escapedTwice(target, credentials.query()));
            } catch (DeploymentException | IOException e) {
                throw ConnectFailures.named(e, ServerWebSockets::status, address, request);
            }
        } catch (IOException e) {
            throw SignalingException.unreachable(e);
        }
    }

    /** Returns the same container for all connections, because some servers start threads for each container. */
    private WebSocketContainer container() {
        var known = container;
        if (known == null) {
            known = containers.get();
            container = known;
        }
        return known;
    }

    private static ClientEndpointConfig config(
            UpgradeRequest request, Credentials credentials, WebSocketAddress address, WebSocketSettings settings) {
        var builder = ClientEndpointConfig.Builder.create()
                .configurator(request)
                .preferredSubprotocols(credentials.subprotocols());
        if (address.secure()) {
            builder.sslContext(VerifyingTls.over(settings.trust(), request::tlsFailed));
        }
        var config = builder.build();
        config.getUserProperties()
                .put(UNDERTOW_TIMEOUT, (int) settings.limit().plusSeconds(1).toSeconds());
        return config;
    }

    /** The address with the name of the host, or with its IP address if {@link URI} does not accept the name. */
    private static URI target(WebSocketAddress address) throws IOException {
        return address.uri().getHost() == null ? address.at(InetAddress.getByName(address.host())) : address.uri();
    }

    private static int status(Throwable failure) {
        for (var method : List.of("getHttpStatusCode", "getStatusCode")) {
            try {
                if (failure.getClass().getMethod(method).invoke(failure) instanceof Integer status) {
                    return status;
                }
            } catch (ReflectiveOperationException absent) {
                // The class has no such method.
            }
        }
        var message = STATUS.matcher(String.valueOf(failure.getMessage()));
        return message.find() ? Integer.parseInt(message.group(1)) : 0;
    }

    @Override
    public void disconnected() {}

    @Override
    public boolean supportsProxies() {
        return false;
    }

    /** Undertow limits only texts that arrive in one read, so this handler adds up the sizes of the parts. */
    @Override
    public void receive(Session session, int maxChars, Consumer<String> texts, Runnable tooLarge) {
        session.addMessageHandler(String.class, new TextParts(maxChars, texts, tooLarge));
    }

    /**
     * Ends a connection that Undertow's client would never close: if a close frame arrives while this side closes the
     * session, Undertow neither answers it nor sends a close frame of its own.
     */
    @Override
    public void closed(Session session) {
        try {
            var getter = session.getClass().getMethod("getWebSocketChannel");
            var type = getter.getReturnType();
            var channel = getter.invoke(session);
            if (Boolean.TRUE.equals(type.getMethod("isCloseFrameReceived").invoke(channel))
                    && Boolean.FALSE.equals(type.getMethod("isCloseFrameSent").invoke(channel))) {
                session.getClass().getMethod("forceClose").invoke(session);
            }
        } catch (ReflectiveOperationException notUndertow) {
            // The clients of other servers do not have this problem.
        }
    }

    /** An attempt that only the container can end. */
    private static final class UnmanagedAttempt implements ObservedContainer.Attempt {

        @Override
        public void fail(Throwable why) {}

        @Override
        public void close() {}
    }
}
