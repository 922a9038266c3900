package rtc.muc.internal.container.wildfly;

import jakarta.servlet.http.HttpSession;
import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.function.IntConsumer;
import rtc.muc.internal.container.PingCounter;
import rtc.muc.internal.websocket.SessionAdapter;

/**
 * Uses features of WildFly's WebSocket container that Jakarta does not offer. Does not need Undertow on the class path,
 * and does nothing on other servers.
 */
public final class Undertow implements SessionAdapter {

    private static final System.Logger LOG = System.getLogger(Undertow.class.getName());

    /** The session attribute in which Undertow stores the WebSocket channels of an HTTP session. */
    private static final String CHANNELS = "io.undertow.websocket.current-connections";

    /** Creates an instance, which has no state. */
    public Undertow() {}

    /**
     * Lets a WebSocket session outlive its HTTP session. By default, Undertow closes all WebSocket sessions of an HTTP
     * session with 1008 when the HTTP session ends, even those of anonymous users.
     */
    @Override
    public void outlive(Session session, HttpSession login) {
        try {
            Object channel = session.getClass().getMethod("getWebSocketChannel").invoke(session);
            Method unwrap = login.getClass().getMethod("getSession");
            Object underlying = unwrap.invoke(login);
            Object channels = unwrap.getReturnType()
                    .getMethod("getAttribute", String.class)
                    .invoke(underlying, CHANNELS);
            if (channels instanceof Collection<?> all) {
                synchronized (underlying) {
                    all.remove(channel);
                }
            }
        } catch (NoSuchMethodException anotherServer) {
            LOG.log(Level.TRACE, "This is not Undertow, or an application has wrapped the HTTP session", anotherServer);
        } catch (ReflectiveOperationException | RuntimeException failed) {
            LOG.log(Level.DEBUG, "A WebSocket session may end with its HTTP session", failed);
        }
    }

    /**
     * Passes the bytes that Undertow reads to a {@link PingCounter}, because Undertow answers pings itself. Called
     * before Undertow reads anything, that is, while the session opens.
     */
    @Override
    public void countPings(Session session, IntConsumer listener) {
        PingCounter pings = new PingCounter();
        pings.onPing(listener);
        try {
            Object channel = session.getClass().getMethod("getWebSocketChannel").invoke(session);
            CountingConduit.insert(source(channel), pings);
        } catch (NoSuchMethodException anotherServer) {
            LOG.log(Level.TRACE, "This is not Undertow", anotherServer);
        } catch (ReflectiveOperationException | RuntimeException failed) {
            LOG.log(Level.DEBUG, "The pings of a session are not counted", failed);
        }
    }

    private static Object source(Object channel) throws ReflectiveOperationException {
        for (Class<?> type = channel.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals("getSourceChannel") && method.getParameterCount() == 0) {
                    method.setAccessible(true);
                    return method.invoke(channel);
                }
            }
        }
        throw new NoSuchMethodException("getSourceChannel");
    }

    /**
     * Closes the TCP connection of a session. The idle timeout cannot do this, because everything that the client sends
     * resets it.
     *
     * @return whether the session is a session of Undertow and was cut
     */
    @Override
    public boolean cut(Session session) {
        try {
            session.getClass().getMethod("forceClose").invoke(session);
            return true;
        } catch (NoSuchMethodException | IllegalAccessException anotherServer) {
            return false;
        } catch (InvocationTargetException failed) {
            LOG.log(Level.DEBUG, "Cutting a session failed", failed.getCause());
            return false;
        }
    }
}
