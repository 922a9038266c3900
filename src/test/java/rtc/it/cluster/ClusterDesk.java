package rtc.it.cluster;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import rtc.muc.PeerSnapshot;
import rtc.muc.RoomManager;

/** Lists the peers of a room with their nodes, sends them notices, ends and bans them, by query parameters. */
@WebServlet("/desk")
public final class ClusterDesk extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient RoomManager rooms;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String room = request.getParameter("room");
        String who = request.getParameter("who");
        Object answer =
                switch (request.getParameter("do")) {
                    case "peers" ->
                        rooms.room(room).stream()
                                .flatMap(found -> found.peers().stream())
                                .map(ClusterDesk::line)
                                .sorted()
                                .collect(Collectors.joining(" "));
                    case "send" -> rooms.send(room, who, "notice", 1);
                    case "all" -> rooms.sendToAll(room, "notice", 2);
                    case "end" -> rooms.end(room, who);
                    case "ban" -> rooms.ban(who, Duration.ofMinutes(5));
                    case "unban" -> rooms.unban(who);
                    default -> "?";
                };
        response.getWriter().print(answer);
    }

    private static String line(PeerSnapshot peer) {
        return peer.id() + "@" + peer.node() + "/" + peer.principal().orElse("?") + "/" + peer.address();
    }
}
