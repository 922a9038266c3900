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
 * Refuses what can be no room before the connection is upgraded, for a client may not be able to see a refusal after that: a bad name with
 * 400, another path with 404, what is no WebSocket handshake with 426. Reads the raw path, for containers decode it in different ways.
 */
@WebFilter(urlPatterns = "/muc/*", asyncSupported = true)
public final class RoomNameFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    /** For the container. */
    public RoomNameFilter() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        String name = path.substring(path.indexOf('/', request.getContextPath().length() + 1) + 1);
        try {
            if (name.indexOf('/') >= 0 && name.indexOf('/') < name.length() - 1) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            RoomName.ofPathSegment(name);
        } catch (IllegalArgumentException noRoom) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, noRoom.getMessage());
            return;
        }
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            response.setHeader("Upgrade", "websocket");
            response.sendError(426, "This is a WebSocket endpoint");
            return;
        }
        chain.doFilter(request, response);
    }
}
