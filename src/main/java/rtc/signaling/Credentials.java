package rtc.signaling;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the application adds to one handshake.
 *
 * @param headers headers by their names
 * @param subprotocols the subprotocols to offer, one of which may carry a token
 * @param query the query of the address with its question mark; empty if there is none
 */
record Credentials(Map<String, String> headers, List<String> subprotocols, String query) {

    /** The subprotocol that a server selects beside the one that carries the token. */
    private static final String SUBPROTOCOL = "muc";

    /**
     * Asks the suppliers.
     *
     * @throws SignalingException if one throws or returns something invalid
     */
    static Credentials ask(WebSocketSettings settings) {
        try {
            var headers = Map.copyOf(settings.headers().get());
            headers.forEach(Credentials::check);
            return new Credentials(headers, subprotocols(settings.accessToken()), query(settings.accessTokenInQuery()));
        } catch (Throwable e) {
            throw SignalingException.supplierFailed(e);
        }
    }

    private static List<String> subprotocols(@Nullable Supplier<String> accessToken) {
        if (accessToken == null) {
            return List.of();
        }
        String token = accessToken.get();
        if (token.isEmpty() || !token.chars().allMatch(Credentials::isAllowedInName)) {
            throw new IllegalArgumentException("The token cannot be sent as a subprotocol: it is not a JWT");
        }
        return List.of(SUBPROTOCOL, "access_token." + token);
    }

    private static String query(@Nullable Supplier<String> accessToken) {
        return accessToken == null ? "" : "?access_token=" + UriComponent.encode(accessToken.get());
    }

    /** Refuses line breaks above all: they would begin another header. */
    private static void check(String name, String value) {
        if (name.isEmpty() || !name.chars().allMatch(Credentials::isAllowedInName)) {
            throw new IllegalArgumentException("Invalid name of a header");
        }
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
            throw new IllegalArgumentException("Invalid value of the header " + name);
        }
    }

    /** RFC 9110, section 5.6.2. */
    private static boolean isAllowedInName(int c) {
        return c > ' ' && c < 127 && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }
}
