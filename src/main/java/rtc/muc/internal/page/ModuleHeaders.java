package rtc.muc.internal.page;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import rtc.muc.internal.handshake.CrossOrigin;

/**
 * Allows pages of other origins to import the module for browsers, if these pages may connect. Both the WAR and the
 * fragment use this filter.
 */
public final class ModuleHeaders extends HttpFilter {

    /** The URL patterns of the module's files. */
    public static final List<String> FILES = List.of("/muc-signaling.js", "/call-peer.js", "/muc-signaling/*");

    private static final long serialVersionUID = 1;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient CrossOrigin readers;

    /** For the container. */
    public ModuleHeaders() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        readers.share(request, response);
        chain.doFilter(request, response);
    }
}
