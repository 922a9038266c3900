package rtc.it.timer;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;

/** Shows the class of the session timer of the WebSocket container; {@code unknown} if it is not accessible. */
@WebServlet("/timer")
public class TimerServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Object container = getServletContext().getAttribute(ServerContainer.class.getName());
        response.getWriter().print(timer(container));
    }

    private static String timer(Object container) throws ServletException {
        try {
            Object timer = container
                    .getClass()
                    .getMethod("getScheduledExecutorService")
                    .invoke(container);
            return timer.getClass().getName();
        } catch (NoSuchMethodException otherContainer) {
            return "unknown";
        } catch (ReflectiveOperationException e) {
            throw new ServletException(e);
        }
    }
}
