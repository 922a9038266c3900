package rtc.muc.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import rtc.muc.protocol.Ending;

/**
 * A Jakarta {@link Session} as a {@link Connection}. A peer that does not answer the close, or does not read at all, is
 * cut off by an idle timeout that is set after the close: on WildFly this frees the connection and all that the
 * container holds for it, and nothing else does.
 */
final class SessionConnection implements Connection {

    private static final System.Logger LOG = System.getLogger(SessionConnection.class.getName());

    /** How long a peer has for the last texts, and to answer the close, in milliseconds. */
    private static final long CLOSE_TIMEOUT = 3_000;

    /** The same for a peer that is known to be stuck. */
    private static final long KICK_TIMEOUT = 1_000;

    private interface SessionCall {
        void run() throws IOException;
    }

    private final Session session;
    private final RemoteEndpoint.Async remote;

    SessionConnection(Session session) {
        this.session = session;
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
    public void closeSoon() {
        quietly(() -> session.setMaxIdleTimeout(CLOSE_TIMEOUT));
    }

    @Override
    public void close(Ending ending) {
        quietly(() -> session.close(reason(ending)));
        quietly(() -> session.setMaxIdleTimeout(ending == Ending.TOO_SLOW ? KICK_TIMEOUT : CLOSE_TIMEOUT));
    }

    private static CloseReason reason(Ending ending) {
        return ending == Ending.GONE
                ? new CloseReason(CloseCodes.NORMAL_CLOSURE, null)
                : new CloseReason(CloseCodes.getCloseCode(ending.code()), ending.reason());
    }

    private static void quietly(SessionCall call) {
        try {
            call.run();
        } catch (IOException | IllegalStateException closedMeanwhile) {
            LOG.log(Level.DEBUG, "Closing a session that is closed", closedMeanwhile);
        }
    }
}
