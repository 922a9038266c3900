package rtc.muc.internal.container.payara;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.util.List;
import java.util.Optional;
import rtc.muc.internal.handshake.Handshake;
import rtc.muc.internal.handshake.HandshakeAdapter;

/**
 * Finds the TCP connection of a handshake on Payara, limits its write queue, and makes it possible to cut the
 * connection. If Payara's classes have changed, this is logged once.
 */
public final class GrizzlyAdapter implements HandshakeAdapter {

    /**
     * The methods that lead from a request of Payara to its connection; requests of other servers lack the first
     * method.
     */
    private static final List<String> WAY =
            List.of("getUnwrappedCoyoteRequest", "getCoyoteRequest", "getContext", "getConnection");

    /** Tyrus reads this context parameter at each upgrade. */
    private static final String FRAME_BYTES = "org.glassfish.tyrus.servlet.incoming-buffer-size";

    private static final int WAITING_BYTES = 64 * 1024;

    private final List<String> way;
    private final TyrusUpgradeHandler bounded;
    private final TyrusUpgradeHandler asConfigured = new TyrusUpgradeHandler(0);
    private final CatalinaLogins logins = new CatalinaLogins();
    private final CatalinaRequests requests = new CatalinaRequests();
    private final SingleUseRequests singleUse = new SingleUseRequests();
    private final UnknownVersion unknown =
            new UnknownVersion("the connection of a peer that stops reading stays open until the peer closes it");

    /**
     * Made once for the application.
     *
     * @param largest the maximum message size, from which the maximum frame size follows unless the application's
     *     descriptor sets it
     */
    public GrizzlyAdapter(MaxMessageSize largest) {
        this(WAY, largest);
    }

    GrizzlyAdapter(List<String> way, MaxMessageSize largest) {
        this.way = way;
        this.bounded = new TyrusUpgradeHandler(largest.bytes());
    }

    @Override
    public void adapt(Handshake handshake) {
        connection(handshake.request()).ifPresent(handshake::connection);
        handshake.watch(logins);
        ServletRequest server = unwrapped(handshake.request());
        handshake.onEnd(requests.cleanup(server));
        Runnable release = singleUse.cleanup(server);
        handshake.onEnd(ended -> release.run());
        boolean hasBound = handshake.request().getServletContext().getInitParameter(FRAME_BYTES) != null;
        handshake.preparation(hasBound ? asConfigured : bounded);
    }

    /**
     * {@return the connection of a request, with a bounded write queue; empty on other servers and unknown versions of
     * Payara}
     */
    Optional<GrizzlyConnection> connection(ServletRequest request) {
        ReflectiveObject at = new ReflectiveObject(unwrapped(request));
        if (!at.has(way.get(0))) {
            return Optional.empty();
        }
        try {
            GrizzlyConnection connection = new GrizzlyConnection(at.lead(way));
            connection.boundWrites(WAITING_BYTES);
            return Optional.of(connection);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            unknown.log(notAsKnown);
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
