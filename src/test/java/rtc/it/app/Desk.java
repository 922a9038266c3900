package rtc.it.app;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import rtc.muc.PeerSnapshot;
import rtc.muc.RoomManager;

/** Calls the room manager's methods on behalf of a test, by query parameters. */
@WebServlet("/desk")
public final class Desk extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient RoomManager rooms;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient Counts counts;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient Visits visits;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String room = request.getParameter("room");
        String peer = request.getParameter("peer");
        Object answer =
                switch (request.getParameter("do")) {
                    case "counts" -> counts;
                    case "peers" ->
                        rooms.room(room).stream()
                                .flatMap(found -> found.peers().stream())
                                .map(PeerSnapshot::status)
                                .map(status -> status.getString("name", "?"))
                                .collect(Collectors.joining(" "));
                    case "send" -> rooms.send(room, peer, "notice", Map.of("text", "soon"));
                    case "all" -> rooms.sendToAll(room, "notice", null);
                    case "end" -> rooms.end(room, peer);
                    case "visits" -> visits.of(room);
                    case "unblock" -> {
                        visits.unblock();
                        yield "ok";
                    }
                    default -> "?";
                };
        response.getWriter().print(answer);
    }
}
