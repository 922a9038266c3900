package rtc.muc.internal.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Callable;
import rtc.muc.EndReason;
import rtc.muc.internal.handshake.Admission;
import rtc.muc.internal.protocol.Printable;

/**
 * A Jakarta {@link Session} as a {@link Connection}. Closing it does not yet free it: the container waits for the
 * client's answer. If the client does not read, or continues to send, the container keeps the connection and all texts
 * that wait in it.
 */
final class SessionConnection implements Connection {

    private static final System.Logger LOG = System.getLogger(SessionConnection.class.getName());

    /** An idle timeout in milliseconds that ends every session except one whose client sends all the time. */
    private static final long AT_ONCE = 1;

    private final Session session;
    private final Optional<Admission> admission;
    private final SessionAdapter adapter;
    private final RemoteEndpoint.Async remote;

    SessionConnection(Session session, Optional<Admission> admission, SessionAdapter adapter) {
        this.session = session;
        this.admission = admission;
        this.adapter = adapter;
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
    public void close(EndReason ending) {
        try {
            quietly(() -> {
                session.close(reason(ending));
                return session;
            });
            if (ending == EndReason.TOO_SLOW) {
                cut();
            }
        } finally {
            admission.ifPresent(Admission::end);
        }
    }

    @Override
    public void ping(ByteBuffer payload) {
        quietly(() -> {
            remote.sendPing(payload);
            return session;
        });
    }

    @Override
    public boolean isOpen() {
        return session.isOpen() && admission.map(Admission::isConnected).orElse(true);
    }

    /** On WildFly a session is open until its connection is closed, on Payara until its close method is called. */
    @Override
    public boolean isHeld() {
        return session.isOpen() || admission.map(Admission::isConnected).orElse(false);
    }

    @Override
    public void cut() {
        if (!admission.map(Admission::cut).orElse(false) && !adapter.cut(session)) {
            quietly(() -> {
                session.setMaxIdleTimeout(AT_ONCE);
                return session;
            });
        }
    }

    /**
     * {@return the description of this session in the log, with the raw path but without the query, which may contain a
     * token}
     */
    @Override
    public String toString() {
        return "session " + session.getId() + " at "
                + Printable.of(session.getRequestURI().getRawPath());
    }

    /**
     * Returns the reason to send. {@link EndReason#GONE} cannot be sent; {@link EndReason#INTERNAL} replaces it, after
     * which a client may reconnect.
     */
    private static CloseReason reason(EndReason ending) {
        EndReason sent = ending == EndReason.GONE ? EndReason.INTERNAL : ending;
        return new CloseReason(CloseCodes.getCloseCode(sent.code()), sent.reason());
    }

    /** Needs no class of this project, because the classes may no longer be loadable when the application ends. */
    private static void quietly(Callable<Session> call) {
        try {
            var unused = call.call();
        } catch (Exception closedMeanwhile) {
            LOG.log(Level.DEBUG, "A session is closed already, or its endpoint threw an exception", closedMeanwhile);
        }
    }
}
