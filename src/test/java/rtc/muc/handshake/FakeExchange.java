package rtc.muc.handshake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request and its answer without a server. What this project has no business calling is not there, and throws. */
final class FakeExchange {

    private final Map<String, String> headers = new HashMap<>(Map.of("upgrade", "websocket"));
    private final Map<String, String> answered = new LinkedHashMap<>();
    private final String uri;
    private int status = 200;
    private String phrase = "";
    private @Nullable Principal principal;

    /** @param uri the raw path, under the context path {@code /app} */
    FakeExchange(String uri) {
        this.uri = uri;
    }

    FakeExchange header(String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    FakeExchange principal(Principal known) {
        principal = known;
        return this;
    }

    FakeExchange status(int answer) {
        status = answer;
        return this;
    }

    int status() {
        return status;
    }

    String phrase() {
        return phrase;
    }

    Map<String, String> answered() {
        return answered;
    }

    HttpServletRequest request() {
        return of(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getRequestURI" -> uri;
            case "getContextPath" -> "/app";
            case "getServletPath" -> uri.substring("/app".length()).replace("%6D", "m");
            case "getRemoteAddr" -> "192.0.2.1";
            case "getUserPrincipal" -> principal;
            case "getHeader" -> headers.get(((String) arguments[0]).toLowerCase(Locale.ROOT));
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    HttpServletResponse response() {
        return of(HttpServletResponse.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "getStatus" -> {
                    return status;
                }
                case "setHeader" -> answered.put((String) arguments[0], (String) arguments[1]);
                case "sendError" -> {
                    status = (Integer) arguments[0];
                    phrase = (String) arguments[1];
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private static <T> T of(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
