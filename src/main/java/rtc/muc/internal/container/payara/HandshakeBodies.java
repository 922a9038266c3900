package rtc.muc.internal.container.payara;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import rtc.muc.internal.handshake.BodyCheck;
import rtc.muc.internal.handshake.HandshakeFilter;

/**
 * Keeps FORM login from waiting for the body of a handshake. To Payara, whatever follows a request with {@code Upgrade} is
 * its body, and FORM login saves requests with their bodies before it shows the login page: it would wait for half a
 * minute and hold an HTTP thread. So a handshake has no body until the server has authenticated it. Payara calls this
 * listener before that, and the filters after it. Does nothing on other servers.
 */
public final class HandshakeBodies implements ServletRequestListener {

    private static final System.Logger LOG = System.getLogger(HandshakeBodies.class.getName());
    private static final String REQUESTS = "org.apache.catalina.connector.";
    private static final String EXPECTS_BODY = "setExpectContent";

    private final AtomicBoolean told = new AtomicBoolean();

    /** For the container. */
    public HandshakeBodies() {}

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        if (event.getServletRequest() instanceof HttpServletRequest request
                && request.getClass().getName().startsWith(REQUESTS)
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                && !BodyCheck.announcesBody(request)) {
            hide(request);
        }
    }

    private void hide(HttpServletRequest request) {
        try {
            ReflectiveObject message = new ReflectiveObject(request)
                    .ask("getUnwrappedCoyoteRequest")
                    .ask("getCoyoteRequest")
                    .ask("getRequest");
            message.call(EXPECTS_BODY, false);
            HandshakeFilter.onEntry(request, () -> show(message));
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            tell(notAsKnown);
        }
    }

    private void show(ReflectiveObject message) {
        try {
            message.call(EXPECTS_BODY, true);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            tell(notAsKnown);
        }
    }

    private void tell(Exception notAsKnown) {
        if (told.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "Unknown version of Payara: FORM login answers handshakes with the login page only after half a minute",
                    notAsKnown);
        }
    }
}
