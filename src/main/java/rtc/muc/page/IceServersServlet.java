package rtc.muc.page;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import rtc.muc.config.Settings;

/** The STUN and TURN servers of the settings, as browsers take them: {@code new RTCPeerConnection({iceServers})}. */
@WebServlet("/muc-ice-servers.json")
public final class IceServers extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient Settings settings;

    /** For the container. */
    public IceServers() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(settings.iceServers());
    }
}
