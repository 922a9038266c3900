package rtc.muc.internal.container.wildfly;

import jakarta.servlet.http.HttpSession;
import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import rtc.muc.internal.container.PingCounter;

/**
 * What WildFly's WebSocket container can do and Jakarta has no word for. Without Undertow on the class path, and without
 * harm on another server.
 */
public final class Undertow {

    private static final System.Logger LOG = System.getLogger(Undertow.class.getName());

    /** Where Undertow keeps the channels of an HTTP session's WebSockets. */
    private static final String CHANNELS = "io.undertow.websocket.current-connections";

    private Undertow() {}

    /**
     * Has a session outlive the HTTP session that it was opened in. Undertow keeps the sessions of an HTTP session in an
     * attribute of that, and closes them with 1008 when it ends, those of anonymous users too.
     */
    public static void outlive(Session session, HttpSession login) {
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
            LOG.log(Level.DEBUG, "A session could not be made to outlive its HTTP session", failed);
        }
    }

    /**
     * Has a counter read along with Undertow, which answers pings by itself. To be called before Undertow reads anything,
     * that is, while the session opens.
     */
    public static void countPings(Session session, PingCounter pings) {
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
     * Cuts a session off below WebSocket: its timer cannot do it, for it begins anew with whatever the client sends.
     *
     * @return whether it is a session of Undertow, and cut off
     */
    public static boolean cut(Session session) {
        try {
            session.getClass().getMethod("forceClose").invoke(session);
            return true;
        } catch (NoSuchMethodException | IllegalAccessException anotherServer) {
            return false;
        } catch (InvocationTargetException failed) {
            LOG.log(Level.DEBUG, "Cutting a session off failed", failed.getCause());
            return false;
        }
    }
}
