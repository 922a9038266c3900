package rtc.muc.internal.handshake;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Leads every request through the {@link HandshakeGuard}. Registered when the application starts, see {@link FilterOrder}. */
public final class HandshakeFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient HandshakeGuard gate;

    /** For the container. */
    public HandshakeFilter() {}

    /**
     * Ends the application's connections. This is the first that servers call when an application ends: later WildFly
     * closes all sessions itself, with 1001, and Payara none.
     */
    @Override
    public void destroy() {
        gate.close();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        gate.lead(request, response, chain);
    }
}
