package rtc.muc.internal.handshake;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.container.PingCounter;
import rtc.muc.internal.container.backpressure.BackpressureUpgrade;

/**
 * An admitted request as it is passed to the container's WebSocket filter: with the ticket among its parameters, with
 * the WebSocket key restored, and with a canonical path. Its principal is the one that the container or the
 * application's filters have set.
 */
final class AdmittedRequest extends HttpServletRequestWrapper {

    private final String ticket;
    private final @Nullable String key;
    private final String uri;
    private final Consumer<HttpUpgradeHandler> preparation;
    private final Consumer<HttpUpgradeHandler> atEnd;
    private final PingCounter pings;

    AdmittedRequest(Handshake handshake, String ticket) {
        super(handshake.request());
        this.ticket = ticket;
        this.preparation = handshake.preparation();
        this.atEnd = handshake.atEnd();
        this.pings = handshake.pings();
        this.key = KeylessRequest.keyOf(handshake.request());
        this.uri = handshake.request().getContextPath()
                + handshake.path()
                + "/"
                + handshake.segment().replaceFirst("/$", "");
    }

    @Override
    public String getRequestURI() {
        return uri;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return KeylessRequest.isKey(name) ? key : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return KeylessRequest.isKey(name) && key != null
                ? Collections.enumeration(List.of(key))
                : super.getHeaders(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> parameters = new HashMap<>();
        Query.all((HttpServletRequest) getRequest())
                .forEach((name, values) -> parameters.put(name, values.toArray(String[]::new)));
        parameters.put(Admissions.TICKET, new String[] {ticket});
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
        return BackpressureUpgrade.upgrade((HttpServletRequest) getRequest(), type, preparation, atEnd, pings);
    }
}
