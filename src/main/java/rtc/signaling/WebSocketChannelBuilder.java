package rtc.signaling;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link WebSocketChannel}s, as many as are asked for, so that {@code builder::build} is what
 * {@link MucSignaling#builder} takes. For one thread at a time while it is being changed.
 *
 * <p>What supplies headers or a token is asked at each attempt to connect, on a thread of its own that may wait, within
 * the time limits. If it throws, that attempt fails with {@link SignalingException#SUPPLIER_FAILED}.
 */
public final class WebSocketChannelBuilder {

    private final URI address;
    private Supplier<Map<String, String>> headers = WebSocketSettings.STANDARD.headers();
    private @Nullable Supplier<String> accessToken;
    private @Nullable SSLContext tls;
    private @Nullable URI proxy;
    private Duration connectTimeout = WebSocketSettings.STANDARD.connectTimeout();
    private Duration handshakeTimeout = WebSocketSettings.STANDARD.handshakeTimeout();
    private int maxMessageSize = WebSocketSettings.STANDARD.maxMessageSize();
    private Duration silence = WebSocketSettings.STANDARD.silence();

    WebSocketChannelBuilder(URI address) {
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
     * Sends a token in the query of the address, as {@code access_token}. It is in no log and no message of this
     * package.
     *
     * @param supplier gives the token
     * @return this
     */
    public WebSocketChannelBuilder accessToken(Supplier<String> supplier) {
        accessToken = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * Connects to {@code wss:} with these keys and this trust; without it with those of the JVM. The name of the host
     * is verified.
     *
     * @param context the keys and the trust
     * @return this
     */
    public WebSocketChannelBuilder tls(SSLContext context) {
        tls = Objects.requireNonNull(context, "context");
        return this;
    }

    /**
     * Connects by an HTTP proxy; without it, and if the proxy fails, by what the JVM's {@link java.net.ProxySelector}
     * says.
     *
     * @param address the address of the proxy, such as {@code http://proxy.example.org:3128}
     * @return this
     * @throws IllegalArgumentException if it names no host
     */
    public WebSocketChannelBuilder proxy(URI address) {
        if (address.getHost() == null) {
            throw new IllegalArgumentException("Not the address of a proxy: " + address);
        }
        proxy = address;
        return this;
    }

    /**
     * Limits how long it may take to reach the server, TLS included; 5 seconds without this.
     *
     * @param limit more than nothing
     * @return this
     */
    public WebSocketChannelBuilder connectTimeout(Duration limit) {
        connectTimeout = Positive.duration(limit);
        return this;
    }

    /**
     * Limits how long the server may then take to answer the handshake; 8 seconds without this.
     *
     * @param limit more than nothing
     * @return this
     */
    public WebSocketChannelBuilder handshakeTimeout(Duration limit) {
        handshakeTimeout = Positive.duration(limit);
        return this;
    }

    /**
     * Limits a message of the server; 8 Mi without this. A longer one ends the connection, with 1009.
     *
     * @param characters the most characters in a message; a frame may have 64 KiB more than so many bytes
     * @return this
     */
    public WebSocketChannelBuilder maxMessageSize(int characters) {
        maxMessageSize = Positive.number(characters);
        return this;
    }

    /**
     * Limits how long the server may say nothing, not even answer pings, which are sent after a third of it; 45 seconds
     * without this. It may take a third longer until the connection is then given up, with 1006.
     *
     * @param limit the time; nothing for ever, and no pings then
     * @return this
     */
    public WebSocketChannelBuilder silence(Duration limit) {
        silence = limit.isZero() ? limit : Positive.duration(limit);
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
                        headers, accessToken, tls, proxy, connectTimeout, handshakeTimeout, maxMessageSize, silence));
    }
}
