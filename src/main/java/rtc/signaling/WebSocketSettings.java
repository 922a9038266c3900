package rtc.signaling;

import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** How a {@link WebSocketChannel} connects; the builder documents each setting. */
record WebSocketSettings(
        Supplier<Map<String, String>> headers,
        @Nullable Supplier<String> accessToken,
        @Nullable Supplier<String> accessTokenInQuery,
        @Nullable SSLContext tls,
        @Nullable URI proxy,
        Duration connectTimeout,
        Duration handshakeTimeout,
        int maxMessageSize,
        Duration silence) {

    static final WebSocketSettings STANDARD = new WebSocketSettings(
            Map::of,
            null,
            null,
            null,
            null,
            Duration.ofSeconds(5),
            Duration.ofSeconds(8),
            8 << 20,
            Duration.ofSeconds(45));

    /** The limit of the time from the start of an attempt until texts can be sent. */
    Duration limit() {
        return connectTimeout.plus(handshakeTimeout);
    }

    /**
     * The keys and the trust for TLS. The JVM's default is read for each connection, because the application may have
     * replaced it.
     */
    SSLContext trust() {
        try {
            return tls == null ? SSLContext.getDefault() : tls;
        } catch (NoSuchAlgorithmException e) {
            throw ConnectFailures.untrusted(ConnectFailures.root(e));
        }
    }
}
