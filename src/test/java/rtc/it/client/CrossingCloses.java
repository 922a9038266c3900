package rtc.it.client;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import rtc.muc.RoomManager;
import rtc.signaling.Ending;
import rtc.signaling.MucSignaling;
import rtc.signaling.SignalingException;
import rtc.signaling.WebSocketChannel;

/**
 * Joins a room many times; each time, the room manager ends the peer at about the moment at which the peer closes its
 * own connection.
 */
@WebServlet("/crossing")
public final class CrossingCloses extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final int LIMIT_SECONDS = 15;
    private static final int ATTEMPTS = 3;
    private static final String ROOM = "crossing";

    /** The number of different pauses between the two closes; over many turns, some pauses make the closes cross. */
    private static final int STEPS = 60;

    private static final int STEP_NANOS = 10_000;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private transient RoomManager rooms;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            int times = Integer.parseInt(request.getParameter("times"));
            for (int turn = 0; turn < times; turn++) {
                cross(request.getParameter("base"), turn % STEPS * STEP_NANOS);
            }
            response.getWriter().print("done");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException(e);
        }
    }

    private void cross(String base, int nanos) throws InterruptedException, ExecutionException, TimeoutException {
        MucSignaling signaling = joined(base);
        CompletableFuture<Ending> closed = new CompletableFuture<>();
        signaling.onClosed(closed::complete);
        rooms.end(ROOM, signaling.id());
        for (long start = System.nanoTime(); System.nanoTime() - start < nanos; ) {
            Thread.onSpinWait();
        }
        signaling.close();
        closed.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Joins the room. Payara's client very rarely fails to connect with a {@link NullPointerException}, which the
     * channel reports as unreachable; only this failure is retried.
     */
    private static MucSignaling joined(String base) throws InterruptedException, ExecutionException, TimeoutException {
        for (int attempt = 1; ; attempt++) {
            MucSignaling signaling = new MucSignaling(new WebSocketChannel(base, ROOM));
            try {
                signaling.connect().get(LIMIT_SECONDS, TimeUnit.SECONDS);
                return signaling;
            } catch (ExecutionException failed) {
                if (attempt == ATTEMPTS || !isUnreachable(failed.getCause())) {
                    throw failed;
                }
            }
        }
    }

    private static boolean isUnreachable(@Nullable Throwable failure) {
        return failure instanceof SignalingException signaling
                && signaling.code().equals(SignalingException.UNREACHABLE);
    }
}
