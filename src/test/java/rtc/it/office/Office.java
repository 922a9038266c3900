package rtc.it.office;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import rtc.muc.RoomManager;

/** Shows who is in a room, and who has joined and left it. */
@WebServlet("/office")
public final class Office extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient RoomManager rooms;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient Register register;

    /** For the container. */
    public Office() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String room = request.getParameter("room");
        String peers = rooms.room(room).stream()
                .flatMap(found -> found.peers().stream())
                .map(Register::principal)
                .sorted()
                .collect(Collectors.joining(" "));
        response.getWriter().print(peers + "; " + register.of(room));
    }
}
