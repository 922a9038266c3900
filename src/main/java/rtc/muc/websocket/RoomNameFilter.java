package rtc.muc.websocket;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import rtc.muc.room.RoomName;

/**
 * Refuses what can be no room before the connection is upgraded, for a client may not be able to see a refusal after
 * that: a bad name with 400, another path with 404, what is no WebSocket handshake with 426. Reads the raw path, for
 * containers decode it in different ways.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public final class RoomNameFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final String PREFIX = "/muc/";
    private static final int UPGRADE_REQUIRED = 426;

    /** For the container. */
    public RoomNameFilter() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (!isForRooms(request, path)) {
            chain.doFilter(request, response);
            return;
        }
        String name = path.substring(path.indexOf('/', 1) + 1);
        int slash = name.indexOf('/');
        if (slash >= 0 && slash < name.length() - 1) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        try {
            RoomName.ofPathSegment(name);
        } catch (IllegalArgumentException noRoom) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, noRoom.getMessage());
            return;
        }
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            chain.doFilter(request, response);
        } else {
            response.setHeader("Upgrade", "websocket");
            response.sendError(UPGRADE_REQUIRED, "This is a WebSocket endpoint");
        }
    }

    /**
     * Both as it came and as the container understood it: {@code /muc/..} is another path to it, and {@code /%6Duc/a}
     * is not.
     */
    private static boolean isForRooms(HttpServletRequest request, String path) {
        return path.startsWith(PREFIX) || request.getServletPath().startsWith(PREFIX);
    }
}
