package rtc.signaling;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link WebSocketChannel}s, as many as are needed: {@code builder::build} is what {@link MucSignaling#builder}
 * takes. For one thread at a time while it is being changed.
 *
 * <p>Suppliers of headers or tokens are called for each attempt to connect. They may block within the time limits. If
 * one throws, the attempt fails with {@link SignalingException#SUPPLIER_FAILED}.
 */
public final class WebSocketChannelBuilder {

    private final WebSocketClient client;
    private final WebSocketAddress address;
    private Supplier<Map<String, String>> headers = WebSocketSettings.STANDARD.headers();
    private @Nullable Supplier<String> accessToken;
    private @Nullable Supplier<String> accessTokenInQuery;
    private @Nullable SSLContext tls;
    private @Nullable URI proxy;
    private Duration connectTimeout = WebSocketSettings.STANDARD.connectTimeout();
    private Duration handshakeTimeout = WebSocketSettings.STANDARD.handshakeTimeout();
    private int maxMessageSize = WebSocketSettings.STANDARD.maxMessageSize();
    private Duration silence = WebSocketSettings.STANDARD.silence();

    WebSocketChannelBuilder(WebSocketAddress address) {
        this(address, WebSocketClient.available());
    }

    WebSocketChannelBuilder(WebSocketAddress address, WebSocketClient client) {
        this.client = client;
        this.address = address;
    }

    /**
     * Sends these headers with the handshake, such as {@code Authorization} or {@code Cookie}.
     *
     * @param supplier gives the headers by their names
     * @return this
     */
    public WebSocketChannelBuilder headers(Supplier<Map<String, String>> supplier) {
        headers = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * Sends a token with the handshake, as the subprotocol {@code access_token.TOKEN} next to {@code muc}. Unlike one in
     * the address it appears in no access log.
     *
     * @param supplier gives the token, a JWT
     * @return this
     */
    public WebSocketChannelBuilder accessToken(Supplier<String> supplier) {
        accessToken = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * Sends a token in the query of the address, as {@code access_token}, to servers that do not take it as a
     * subprotocol. It may appear in the access logs of servers and proxies.
     *
     * @param supplier gives the token
     * @return this
     */
    public WebSocketChannelBuilder accessTokenInQuery(Supplier<String> supplier) {
        accessTokenInQuery = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * Uses these keys and this trust for {@code wss:}. Without this, {@link SSLContext#getDefault()} is used. The name
     * of the host is verified.
     *
     * @param context the keys and the trust
     * @return this
     */
    public WebSocketChannelBuilder tls(SSLContext context) {
        tls = Objects.requireNonNull(context, "context");
        return this;
    }

    /**
     * Connects through an HTTP proxy. Without this, and if the proxy fails, the JVM's {@link java.net.ProxySelector}
     * decides. A proxy that wants a user name and a password is given those of its address, or else those of the JVM's
     * {@link java.net.Authenticator}, with the scheme Basic.
     *
     * @param address the address of the proxy, such as {@code http://user:password@proxy.example.org:3128}
     * @return this
     * @throws IllegalArgumentException if it names no host
     * @throws UnsupportedOperationException if the channel would use the WebSocket client of a server, which takes no
     *     proxy
     */
    public WebSocketChannelBuilder proxy(URI address) {
        if (!client.supportsProxies()) {
            throw new UnsupportedOperationException(
                    "A proxy needs the Tyrus client: add org.glassfish.tyrus.bundles:tyrus-standalone-client-jdk");
        }
        if (address.getHost() == null) {
            throw new IllegalArgumentException("The address of the proxy names no host");
        }
        proxy = address;
        return this;
    }

    /**
     * Limits how long it may take to reach the server, including TLS. The default is 5 seconds.
     *
     * @param limit more than zero
     * @return this
     */
    public WebSocketChannelBuilder connectTimeout(Duration limit) {
        connectTimeout = Arguments.positive(limit);
        return this;
    }

    /**
     * Limits how long the server may then take to answer the handshake. The default is 8 seconds.
     *
     * @param limit more than zero
     * @return this
     */
    public WebSocketChannelBuilder handshakeTimeout(Duration limit) {
        handshakeTimeout = Arguments.positive(limit);
        return this;
    }

    /**
     * Limits the messages of the server. The default is 8 Mi. A longer message ends the connection with 1009.
     *
     * @param characters the most characters of a message; a frame may have 64 KiB more than as many bytes
     * @return this
     */
    public WebSocketChannelBuilder maxMessageSize(int characters) {
        maxMessageSize = Arguments.positive(characters);
        return this;
    }

    /**
     * Limits how long the server may be silent. The default is 45 seconds. After a third of the time the client sends
     * pings, which every server answers; after up to four thirds it ends the connection with 1006.
     *
     * @param limit the time; zero for no limit and no pings
     * @return this
     */
    public WebSocketChannelBuilder silence(Duration limit) {
        silence = limit.isZero() ? limit : Arguments.positive(limit);
        return this;
    }

    /**
     * Makes a channel.
     *
     * @return a channel that is not connected yet
     */
    public WebSocketChannel build() {
        return new WebSocketChannel(
                address,
                new WebSocketSettings(
                        headers,
                        accessToken,
                        accessTokenInQuery,
                        tls,
                        proxy,
                        connectTimeout,
                        handshakeTimeout,
                        maxMessageSize,
                        silence),
                client);
    }
}
