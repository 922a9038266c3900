package rtc.it.failing;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Fails. */
@WebServlet("/fail")
public final class Failing extends HttpServlet {

    private static final long serialVersionUID = 1;

    /** For the container. */
    public Failing() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        throw new IllegalStateException("A bug, for the test");
    }
}
