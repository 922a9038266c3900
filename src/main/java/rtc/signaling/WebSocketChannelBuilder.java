package rtc.signaling;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Builds any number of {@link WebSocketChannel}s; {@code builder::build} is a supplier for
 * {@link MucSignaling#builder}. While settings are changed, only one thread may use the builder.
 *
 * <p>Suppliers of headers or tokens are called for each attempt to connect. They may block, but their time counts
 * towards the time limits. If a supplier throws, the attempt fails with {@link SignalingException#SUPPLIER_FAILED}.
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
     * Sends headers with the handshake, such as {@code Authorization} or {@code Cookie}.
     *
     * @param supplier supplies the headers, by name
     * @return this
     */
    public WebSocketChannelBuilder headers(Supplier<Map<String, String>> supplier) {
        headers = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * Sends a token with the handshake, as the subprotocol {@code access_token.TOKEN} together with the subprotocol
     * {@code muc}. Unlike a token in the address, this token does not appear in access logs.
     *
     * @param supplier supplies the token, a JWT
     * @return this
     */
    public WebSocketChannelBuilder accessToken(Supplier<String> supplier) {
        accessToken = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * Sends a token in the query of the address, as {@code access_token}, for servers that do not accept a token as a
     * subprotocol. The token may appear in the access logs of servers and proxies.
     *
     * @param supplier supplies the token
     * @return this
     */
    public WebSocketChannelBuilder accessTokenInQuery(Supplier<String> supplier) {
        accessTokenInQuery = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * Sets the keys and the trust for {@code wss:}. The default is {@link SSLContext#getDefault()}. The name of the
     * host is always verified.
     *
     * @param context the keys and the trust
     * @return this
     */
    public WebSocketChannelBuilder tls(SSLContext context) {
        tls = Objects.requireNonNull(context, "context");
        return this;
    }

    /**
     * Connects through an HTTP proxy. If no proxy is set, or if it fails, the JVM's {@link java.net.ProxySelector}
     * decides whether to use a proxy, and which. A proxy that requires a user name and a password receives those in its
     * address, or else those of the JVM's {@link java.net.Authenticator}, with the scheme Basic.
     *
     * @param address the address of the proxy, such as {@code http://user:password@proxy.example.org:3128}
     * @return this
     * @throws IllegalArgumentException if the address contains no host
     * @throws UnsupportedOperationException if the channel would use the WebSocket client of a server, which does not
     *     support this setting
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
     * Limits the time for reaching the server, including TLS. The default is 5 seconds. The sum of this limit and
     * {@link #handshakeTimeout} limits the whole attempt. By itself, this limit applies only while the Tyrus client
     * tries the addresses of a host that has several.
     *
     * @param limit the limit, more than zero
     * @return this
     */
    public WebSocketChannelBuilder connectTimeout(Duration limit) {
        connectTimeout = Arguments.positive(limit);
        return this;
    }

    /**
     * Limits the time for the server's answer to the handshake, after the server has been reached. The default is 8
     * seconds.
     *
     * @param limit the limit, more than zero
     * @return this
     */
    public WebSocketChannelBuilder handshakeTimeout(Duration limit) {
        handshakeTimeout = Arguments.positive(limit);
        return this;
    }

    /**
     * Limits the size of the server's messages. The default is 8 Mi characters. A longer message ends the connection
     * with the close code 1009.
     *
     * @param characters the maximum number of characters of a message; a frame may have the same number of bytes plus
     *     64 KiB
     * @return this
     */
    public WebSocketChannelBuilder maxMessageSize(int characters) {
        maxMessageSize = Arguments.positive(characters);
        return this;
    }

    /**
     * Limits how long the server may be silent. The default is 45 seconds. After a third of this time, the client
     * starts to send pings, which every server answers. After four thirds at most, the client ends the connection with
     * the close code 1006.
     *
     * @param limit the time; zero for no limit and no pings
     * @return this
     */
    public WebSocketChannelBuilder silence(Duration limit) {
        silence = limit.isZero() ? limit : Arguments.positive(limit);
        return this;
    }

    /**
     * Builds a channel.
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
