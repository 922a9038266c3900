package rtc.it.login;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Shows the principal that the endpoint saw. It is mapped in the descriptor, because the descriptor may disable
 * annotations.
 */
public final class PrincipalServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    @SuppressWarnings("NullAway.Init")
    transient Principals principals;

    /** For the container. */
    public PrincipalServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print(principals.in(request.getParameter("room")));
    }
}
