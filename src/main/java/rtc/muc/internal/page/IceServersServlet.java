package rtc.muc.internal.page;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import rtc.muc.internal.handshake.HandshakeGuard;
import rtc.muc.internal.handshake.Query;
import rtc.muc.internal.ice.IceServers;

/**
 * Serves the {@link IceServers} to every client that may join the room in the parameter {@code room}. The checks of a
 * handshake decide about this, with the same refusals. A request without the parameter is refused if any check depends
 * on the room. The WAR's web.xml maps this servlet; applications with the fragment do not have it.
 */
public final class IceServersServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient IceServers iceServers;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient HandshakeGuard guard;

    /** For the container. */
    public IceServersServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        Optional<Instant> until = guard.admitsUntil(
                request, response, Query.values(request, "room").stream().findFirst());
        if (until.isPresent()) {
            response.setContentType("application/json");
            response.setCharacterEncoding("UTF-8");
            response.getWriter().write(iceServers.json(UUID.randomUUID().toString(), until.get()));
        }
    }
}
