package rtc.muc.websocket;

import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;

/**
 * What WildFly's WebSocket container can do and Jakarta has no word for. Without Undertow on the class path, and without
 * harm on another server.
 */
final class Undertow {

    private static final System.Logger LOG = System.getLogger(Undertow.class.getName());

    private Undertow() {}

    /**
     * Cuts a session off below WebSocket: its timer cannot do it, for it begins anew with whatever the client sends.
     *
     * @return whether it is a session of Undertow, and cut off
     */
    static boolean cut(Session session) {
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
