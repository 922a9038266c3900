package rtc.muc.internal.container.payara;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import rtc.muc.internal.handshake.BodyCheck;
import rtc.muc.internal.handshake.HandshakeFilter;

/**
 * Prevents FORM login from waiting for the body of a handshake. Payara treats everything that follows a request with
 * {@code Upgrade} as its body, and FORM login saves requests with their bodies before it shows the login page: it would
 * wait for half a minute and block an HTTP thread. So a handshake is marked as having no body until the server has
 * authenticated it. Payara calls this listener before the authentication, and the filters after it. Does nothing in
 * applications without FORM login and on other servers.
 *
 * <p>The mark is removed at the latest when the request ends. Otherwise Grizzly would reuse the request while its old
 * connection still refers to it, and the end of the old connection would close the connection that uses the request by
 * then.
 */
public final class HandshakeBodies implements ServletRequestListener {

    /** The methods that lead from a request to the login method. */
    private static final List<String> LOGIN =
            List.of("getUnwrappedCoyoteRequest", "getContext", "getLoginConfig", "getAuthMethod");

    private static final String EXPECTS_BODY = "setExpectContent";

    private final List<String> toMessage;
    private final List<String> toLogin;
    private final UnknownVersion unknown =
            new UnknownVersion("FORM login answers handshakes with the login page only after half a minute");

    /** For the container. */
    public HandshakeBodies() {
        this(SingleUseRequests.MESSAGE, LOGIN);
    }

    HandshakeBodies(List<String> toMessage, List<String> toLogin) {
        this.toMessage = toMessage;
        this.toLogin = toLogin;
    }

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        if (event.getServletRequest() instanceof HttpServletRequest request
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                && !BodyCheck.announcesBody(request)) {
            ReflectiveObject server = new ReflectiveObject(request);
            try {
                if (server.has(toLogin.get(0)) && HttpServletRequest.FORM_AUTH.equals(server.follow(toLogin))) {
                    hide(request, server.lead(toMessage));
                }
            } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
                unknown.log(notAsKnown);
            }
        }
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        if (event.getServletRequest() instanceof HttpServletRequest request) {
            HandshakeFilter.enter(request);
        }
    }

    private void hide(HttpServletRequest request, ReflectiveObject message) throws ReflectiveOperationException {
        message.call(EXPECTS_BODY, false);
        HandshakeFilter.onEntry(request, () -> show(message));
    }

    private void show(ReflectiveObject message) {
        try {
            message.call(EXPECTS_BODY, true);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            unknown.log(notAsKnown);
        }
    }
}
