package rtc.muc.internal.handshake;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request and its response without a server. Methods that this project must not call throw an exception:
 * {@link HttpServletRequest#getSession()}, and those that read the body, such as
 * {@link HttpServletRequest#getParameter}.
 */
public final class FakeExchange {

    private final Map<String, List<String>> headers = new HashMap<>(Map.of("upgrade", List.of("websocket")));
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, String> answered = new LinkedHashMap<>();
    private final String uri;
    private String query = "";
    private int status = 200;
    private String phrase = "";
    private String address = "192.0.2.1";
    private String verb = "GET";
    private boolean secure;
    private @Nullable Principal principal;

    /** @param uri the raw path, under the context path {@code /app} */
    public FakeExchange(String uri) {
        this.uri = uri;
    }

    /** Sets a header. */
    public FakeExchange header(String name, String... values) {
        headers.put(name.toLowerCase(Locale.ROOT), List.of(values));
        return this;
    }

    /** Sets the raw query. */
    public FakeExchange query(String raw) {
        query = raw;
        return this;
    }

    /** Sets the remote address. */
    public FakeExchange from(String neighbour) {
        address = neighbour;
        return this;
    }

    /** Uses TLS. */
    public FakeExchange secure(boolean byTls) {
        secure = byTls;
        return this;
    }

    /** Sets the method. */
    FakeExchange method(String name) {
        verb = name;
        return this;
    }

    /** Sets the principal, whose name is also its only role. */
    public FakeExchange principal(Principal known) {
        principal = known;
        return this;
    }

    /** The handshake of this request. */
    public Handshake handshake() {
        return new Handshake(request(), "/muc", uri.substring("/app/muc/".length()));
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
            case "getMethod" -> verb;
            case "getServletPath" -> understood().substring(0, afterItsFirstPart());
            case "getPathInfo" -> understood().substring(afterItsFirstPart());
            case "getServletContext" -> of(ServletContext.class, (context, called, none) -> null);
            case "getRemoteAddr" -> address;
            case "isSecure" -> secure;
            case "getSession" -> none(arguments);
            case "getUserPrincipal" -> principal;
            case "isUserInRole" -> principal != null && principal.getName().equals(arguments[0]);
            case "getAttribute" -> attributes.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            case "getQueryString" -> query.isEmpty() ? null : query;
            case "getHeader" -> values(arguments).stream().findFirst().orElse(null);
            case "getHeaders" -> Collections.enumeration(values(arguments));
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    HttpServletResponse response() {
        return of(HttpServletResponse.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "getStatus" -> {
                    return status;
                }
                case "addHeader" ->
                    answered.merge((String) arguments[0], (String) arguments[1], (a, b) -> a + ", " + b);
                case "setStatus" -> status = (Integer) arguments[0];
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

    /** The request has no HTTP session, and none may be created. */
    private static @Nullable Object none(Object @Nullable [] arguments) {
        if (!Arrays.equals(arguments, new Object[] {false})) {
            throw new UnsupportedOperationException("making an HTTP session");
        }
        return null;
    }

    /** The path below the context path as the container decodes it. Its first segment is the path of the servlet. */
    private String understood() {
        return uri.substring("/app".length()).replace("%6D", "m");
    }

    private int afterItsFirstPart() {
        int slash = understood().indexOf('/', 1);
        return slash < 0 ? understood().length() : slash;
    }

    private List<String> values(Object[] arguments) {
        return headers.getOrDefault(((String) arguments[0]).toLowerCase(Locale.ROOT), List.of());
    }

    private static <T> T of(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
