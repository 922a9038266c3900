package rtc.muc.internal.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import rtc.muc.internal.handshake.BodyCheck;

/**
 * Adds the security headers of every page: the page may load from and connect to this server only, without inline
 * scripts or frames, and only pages of this server may use the camera and the microphone. Pages must not be cached,
 * because all builds have the same file dates and a browser could not detect a new version. The WAR's web.xml maps this
 * filter; applications with the fragment set their own headers.
 */
public final class PageHeaders extends HttpFilter {

    private static final long serialVersionUID = 1;

    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    /** For the container. */
    public PageHeaders() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("Permissions-Policy", "camera=(self), microphone=(self)");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (BodyCheck.announcesBody(request)) {
            response.setHeader("Connection", "close");
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, "Requests to this application must not have a body");
        } else {
            chain.doFilter(request, response);
        }
    }
}
