package rtc.it.access;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import rtc.muc.RoomManager;
import rtc.muc.internal.protocol.MessageCodec;

/** Lists the peers of a room, and ends and bans identities, by query parameters. */
@WebServlet("/bouncer")
public final class Bouncer extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient RoomManager rooms;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient MessageCodec codec;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient Notebook notebook;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String who = request.getParameter("who");
        String room = request.getParameter("room");
        Object answer =
                switch (request.getParameter("do")) {
                    case "peers" ->
                        rooms.room(room).stream()
                                .flatMap(found -> found.peers().stream())
                                .map(Notebook::identity)
                                .collect(Collectors.joining(" "));
                    case "json" -> codec.json(rooms.room(room).orElse(null)).text();
                    case "seen" -> notebook.of(room);
                    case "end" -> rooms.end(who);
                    case "ban" -> rooms.ban(who, Duration.ofMinutes(5));
                    case "unban" -> rooms.unban(who);
                    default -> "?";
                };
        response.getWriter().print(answer);
    }
}
