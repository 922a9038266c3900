package rtc.muc.internal.container.payara;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.handshake.Handshake;
import rtc.muc.internal.handshake.HandshakeCheck;
import rtc.muc.internal.handshake.Refusal;

/**
 * Looks for the connection under a handshake on Payara, bounds what may wait in it, and says how to cut it off. It
 * refuses nothing, and does nothing on other servers. Where Payara is not as known, the log says so once.
 */
public final class GrizzlyCheck implements HandshakeCheck {

    private static final System.Logger LOG = System.getLogger(GrizzlyCheck.class.getName());

    /** From a request of Payara's to the connection under it; other servers' requests lack the first of these methods. */
    private static final List<String> WAY =
            List.of("getUnwrappedCoyoteRequest", "getCoyoteRequest", "getContext", "getConnection");

    /** Tyrus reads it at each upgrade, for all endpoints of an application. */
    private static final String FRAME_BYTES = "org.glassfish.tyrus.servlet.incoming-buffer-size";

    private static final int WAITING_BYTES = 64 * 1024;

    private final List<String> way;
    private final TyrusUpgradeHandler bounded;
    private final TyrusUpgradeHandler asConfigured = new TyrusUpgradeHandler(0);
    private final IdleHttpSessions idle = new IdleHttpSessions();
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * Made once for the application.
     *
     * @param largest bounds a frame, where the application's descriptor does not
     */
    public GrizzlyCheck(MaxMessageSize largest) {
        this(WAY, largest);
    }

    GrizzlyCheck(List<String> way, MaxMessageSize largest) {
        this.way = way;
        this.bounded = new TyrusUpgradeHandler(largest.bytes());
    }

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        connection(handshake.request()).ifPresent(handshake::connection);
        handshake.idle(idle);
        boolean hasBound = handshake.request().getServletContext().getInitParameter(FRAME_BYTES) != null;
        handshake.preparation(hasBound ? asConfigured : bounded);
        return null;
    }

    /** {@return the connection under a request, bounded; empty on other servers, and where Payara is not as known} */
    Optional<GrizzlyConnection> connection(ServletRequest request) {
        ReflectiveObject at = new ReflectiveObject(unwrapped(request));
        if (!at.has(way.get(0))) {
            return Optional.empty();
        }
        try {
            for (String method : way) {
                at = at.ask(method);
            }
            GrizzlyConnection connection = new GrizzlyConnection(at);
            connection.boundWrites(WAITING_BYTES);
            return Optional.of(connection);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            if (told.compareAndSet(false, true)) {
                LOG.log(
                        Level.WARNING,
                        "Payara is not as known; a peer that stops reading keeps its connection until it goes",
                        notAsKnown);
            }
            return Optional.empty();
        }
    }

    private static ServletRequest unwrapped(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner;
    }
}
