package rtc.signaling;

import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts the address of a WebSocket together. */
final class WebSocketAddress {

    private WebSocketAddress() {}

    /**
     * The address {@code base/part/part…}.
     *
     * @throws IllegalArgumentException if that is none
     */
    static URI of(String base, String... parts) {
        var text = new StringBuilder(base.replaceFirst("/+$", "").replaceFirst("^http", "ws"));
        for (var part : parts) {
            text.append('/').append(UriComponent.encode(part));
        }
        var address = URI.create(text.toString());
        if (!isWebSocket(address)) {
            throw new IllegalArgumentException("Not the base of a WebSocket address: " + base);
        }
        return address;
    }

    /**
     * The address with the access token that is supplied, if one is.
     *
     * @throws SignalingException if there is no token to be had
     */
    static URI with(@Nullable Supplier<String> accessToken, URI address) {
        if (accessToken == null) {
            return address;
        }
        try {
            return URI.create(address + "?access_token=" + UriComponent.encode(accessToken.get()));
        } catch (RuntimeException e) {
            throw SignalingException.supplierFailed(e);
        }
    }

    private static boolean isWebSocket(URI address) {
        return ("ws".equals(address.getScheme()) || "wss".equals(address.getScheme()))
                && address.getHost() != null
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
    }
}
