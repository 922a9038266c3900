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
 * Hands out the {@link IceServers} to everybody who would be let in to the room that the parameter {@code room} names:
 * the checks of a handshake decide, and a refusal is the same. Without the parameter it answers only where no check looks
 * at the room. For the WAR, whose web.xml maps it; applications that embed the fragment do not have it.
 */
public final class IceServersServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient IceServers iceServers;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient HandshakeGuard gate;

    /** For the container. */
    public IceServersServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        Optional<Instant> until = gate.admitsUntil(
                request, response, Query.values(request, "room").stream().findFirst());
        if (until.isPresent()) {
            response.setContentType("application/json");
            response.setCharacterEncoding("UTF-8");
            response.getWriter().write(iceServers.json(UUID.randomUUID().toString(), until.get()));
        }
    }
}
