package rtc.it.threads;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Answers a request only while as many requests as it demands are being handled at the same time, and then closes the
 * connection.
 */
@WebServlet("/simultaneous")
public final class Simultaneous extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Map<Integer, CyclicBarrier> barriers = new ConcurrentHashMap<>();

    /** For the container. */
    public Simultaneous() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        int requests = Integer.parseInt(request.getParameter("requests"));
        try {
            barriers.computeIfAbsent(requests, CyclicBarrier::new).await(20, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new ServletException("Fewer than " + requests + " simultaneous requests", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException(e);
        }
        response.setHeader("Connection", "close");
        response.getWriter().print("together");
    }
}
