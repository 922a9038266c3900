package rtc.muc.internal.token;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import rtc.muc.internal.handshake.Query;

/**
 * The token of a request: a parameter in the query; an offered subprotocol, which access logs do not contain; or,
 * without either of them, the header {@code Authorization}, which proxies may use for other purposes.
 */
final class PresentedToken {

    private static final String PARAMETER = "access_token";
    private static final String SUBPROTOCOL = "access_token.";
    private static final String SCHEME = "Bearer ";

    private PresentedToken() {}

    /** @throws InvalidTokenException if the request has no token, or more than one */
    static String of(HttpServletRequest request) throws InvalidTokenException {
        List<String> tokens = Stream.concat(Query.values(request, PARAMETER).stream(), offered(request))
                .toList();
        if (tokens.isEmpty()) {
            return authorization(request);
        }
        if (tokens.size() > 1) {
            throw new InvalidTokenException("the request has more than one");
        }
        return tokens.get(0);
    }

    private static Stream<String> offered(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Sec-WebSocket-Protocol")).stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(String::strip)
                .filter(subprotocol -> subprotocol.startsWith(SUBPROTOCOL))
                .map(subprotocol -> subprotocol.substring(SUBPROTOCOL.length()));
    }

    private static String authorization(HttpServletRequest request) throws InvalidTokenException {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new InvalidTokenException("the request has none");
        }
        return header.substring(SCHEME.length()).strip();
    }
}
