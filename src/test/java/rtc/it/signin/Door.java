package rtc.it.signin;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** Signs users in, creates anonymous HTTP sessions, and ends HTTP sessions at once or after some idle seconds. */
@WebServlet("/door")
public final class Door extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        HttpSession session = request.getSession();
        switch (request.getParameter("do")) {
            case "in" -> session.setAttribute(Login.USER, "ada");
            case "idle" -> session.setMaxInactiveInterval(Integer.parseInt(request.getParameter("seconds")));
            case "out" -> session.invalidate();
            case "renew" -> request.changeSessionId();
            case "login" -> request.login(request.getParameter("user"), request.getParameter("password"));
            case "logout" -> request.logout();
            default -> {}
        }
        response.getWriter().print("ok");
    }
}
