package rtc.muc.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import rtc.muc.handshake.Admission;
import rtc.muc.protocol.Ending;

/**
 * A Jakarta {@link Session} as a {@link Connection}. Closing it does not yet free it: the container waits for the
 * peer's answer, and for a peer that does not read it keeps the connection and all that waits in it. On WildFly an idle
 * timeout that is set after the close cuts such a peer off, unless it goes on sending; on Payara what the handshake
 * found under the session does.
 */
final class SessionConnection implements Connection {

    private static final System.Logger LOG = System.getLogger(SessionConnection.class.getName());

    /** How long a peer may be silent after the close, in milliseconds. */
    private static final long SILENCE = 3_000;

    /** The same for a peer that is known to be stuck: no frame of its own comes in between. */
    private static final long NO_SILENCE = 1;

    private interface SessionCall {
        void run() throws IOException;
    }

    private final Session session;
    private final Optional<Admission> admission;
    private final RemoteEndpoint.Async remote;

    SessionConnection(Session session) {
        this.session = session;
        this.admission = Admission.of(session);
        admission.ifPresent(Admission::open);
        this.remote = session.getAsyncRemote();
    }

    @Override
    public void send(String text, SendHandler done) {
        try {
            remote.sendText(text, done);
        } catch (IllegalStateException closedMeanwhile) {
            done.onResult(new SendResult(closedMeanwhile));
        }
    }

    @Override
    public void close(Ending ending) {
        quietly(() -> session.close(reason(ending)));
        boolean stuck = ending == Ending.TOO_SLOW;
        if (!stuck || !cut()) {
            quietly(() -> session.setMaxIdleTimeout(stuck ? NO_SILENCE : SILENCE));
        }
        admission.ifPresent(Admission::end);
    }

    private boolean cut() {
        return admission.isPresent() && admission.get().cut();
    }

    /** {@return how the log names it, with the path as it came, escaped} */
    @Override
    public String toString() {
        return "session " + session.getId() + " at " + session.getRequestURI().getRawPath();
    }

    /** What is gone is told nothing; should it hear after all, then that it may come back. */
    private static CloseReason reason(Ending ending) {
        Ending told = ending == Ending.GONE ? Ending.INTERNAL : ending;
        return new CloseReason(CloseCodes.getCloseCode(told.code()), told.reason());
    }

    private static void quietly(SessionCall call) {
        try {
            call.run();
        } catch (IOException | IllegalStateException closedMeanwhile) {
            LOG.log(Level.DEBUG, "Closing a session that is closed", closedMeanwhile);
        }
    }
}
