package rtc.muc.internal.handshake;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Passes every request to the {@link HandshakeGuard}. {@link FilterOrder} registers it when the application starts. */
public final class HandshakeFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final String ON_ENTRY = HandshakeFilter.class.getName();

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient HandshakeGuard guard;

    /** For the container. */
    public HandshakeFilter() {}

    /** Sets an action that runs when the request reaches the filters, after the server has authenticated it. */
    public static void onEntry(HttpServletRequest request, Runnable action) {
        request.setAttribute(ON_ENTRY, action);
    }

    /** Runs the action of {@link #onEntry}, once. */
    public static void enter(HttpServletRequest request) {
        if (request.getAttribute(ON_ENTRY) instanceof Runnable action) {
            request.removeAttribute(ON_ENTRY);
            action.run();
        }
    }

    /**
     * Closes the application's connections. Servers call this method first when an application stops. Later, WildFly
     * would close all sessions with 1001, and Payara would close none.
     */
    @Override
    public void destroy() {
        guard.close();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        enter(request);
        guard.filter(request, response, chain);
    }
}
