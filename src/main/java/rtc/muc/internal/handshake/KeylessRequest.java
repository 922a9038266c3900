package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * A handshake without its WebSocket key, as it is passed to the application's filters. Without the key, the container's
 * WebSocket filter, which may be one of these filters, cannot upgrade the unchecked request.
 */
final class KeylessRequest extends HttpServletRequestWrapper {

    private static final String KEY = "Sec-WebSocket-Key";
    private static final String ATTRIBUTE = KeylessRequest.class.getName();

    KeylessRequest(HttpServletRequest request) {
        super(request);
        setAttribute(ATTRIBUTE, this);
    }

    static boolean isKey(String header) {
        return header.equalsIgnoreCase(KEY);
    }

    /** {@return whether a request is such a handshake, or a wrapper around one} */
    static boolean isIn(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }

    /** {@return the key that the client sent} */
    static @Nullable String keyOf(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof KeylessRequest inner
                ? ((HttpServletRequest) inner.getRequest()).getHeader(KEY)
                : request.getHeader(KEY);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isKey(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isKey(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }
}
