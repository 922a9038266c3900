package rtc.signaling;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy on the way to a server: the proxy of the settings, or else the one that the JVM's
 * {@link ProxySelector} selects.
 *
 * @param host the host of the proxy
 * @param port the port of the proxy
 * @param userInfo the user name and the password from the proxy's address; null if there are none
 */
record HttpProxy(String host, int port, @Nullable String userInfo) {

    private static final String AUTHORIZATION = "Proxy-Authorization";

    /** The proxy that Tyrus tries first; null if Tyrus uses no proxy. */
    static @Nullable HttpProxy of(WebSocketAddress address, @Nullable URI configured) {
        if (configured != null) {
            int port = configured.getPort() < 0 ? 80 : configured.getPort();
            return new HttpProxy(configured.getHost(), port, configured.getRawUserInfo());
        }
        var selector = ProxySelector.getDefault();
        if (selector == null || address.uri().getHost() == null) {
            return null;
        }
        return Stream.of("socket", "https", "http")
                .map(scheme -> URI.create(address.uri().toString().replaceFirst("^wss?", scheme)))
                .flatMap(uri -> selector.select(uri).stream())
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .map(proxy -> (InetSocketAddress) proxy.address())
                .map(where -> new HttpProxy(where.getHostString(), where.getPort(), null))
                .findFirst()
                .orElse(null);
    }

    /** The headers for the proxy, with the credentials from its address; empty if the address has no credentials. */
    Map<String, String> headers() {
        if (userInfo == null) {
            return Map.of();
        }
        var text = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        return Map.of(AUTHORIZATION, basic(text.contains(":") ? text : text + ":"));
    }

    /**
     * The headers with the credentials that the JVM's {@link Authenticator} has for the proxy; null if there are none.
     */
    @Nullable
    Map<String, String> authenticate(WebSocketAddress server) {
        var known = ask(server);
        return known == null
                ? null
                : Map.of(AUTHORIZATION, basic(known.getUserName() + ":" + String.valueOf(known.getPassword())));
    }

    private @Nullable PasswordAuthentication ask(WebSocketAddress server) {
        try {
            var url = URI.create(server.uri().toString().replaceFirst("^ws", "http"))
                    .toURL();
            return Authenticator.requestPasswordAuthentication(
                    host, null, port, "http", "", "Basic", url, Authenticator.RequestorType.PROXY);
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw SignalingException.unreachable(Objects.requireNonNull(e));
        }
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
