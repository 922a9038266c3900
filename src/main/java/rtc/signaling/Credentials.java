package rtc.signaling;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The headers, subprotocols and query that the application adds to one handshake.
 *
 * @param headers the headers, by name
 * @param subprotocols the subprotocols to offer, one of which may carry a token
 * @param query the query of the address, including the question mark; empty if there is none
 */
record Credentials(Map<String, String> headers, List<String> subprotocols, String query) {

    /** The subprotocol that the server selects, offered together with the subprotocol that carries the token. */
    private static final String SUBPROTOCOL = "muc";

    /**
     * Calls the suppliers.
     *
     * @throws SignalingException if a supplier throws or returns an invalid value
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

    /** Rejects an invalid name or value, above all line breaks, which would begin another header. */
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
