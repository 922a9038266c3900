package rtc.signaling.tyrus;

import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Objects;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;
import org.glassfish.tyrus.spi.ClientEngine.TimeoutHandler;
import org.jspecify.annotations.Nullable;

/**
 * Closes a socket of Tyrus. Tyrus itself queues the close behind the TLS handshake and behind the waiting writes, so it
 * never closes the socket if the handshake fails, if the server sends nothing, or if the server stops reading.
 *
 * <p>This class uses private fields of Tyrus. If they do not exist, such a socket remains open until the server closes
 * it.
 */
final class ClientSocket {

    private static final System.Logger LOG = System.getLogger(ClientSocket.class.getName());
    private static final String FILTER = JdkClientContainer.class.getPackageName() + ".Filter";

    private ClientSocket() {}

    /**
     * Closes the socket of an attempt to connect, after a TLS alert.
     *
     * @param handler the handler that Tyrus would call to close the socket
     */
    static void close(TimeoutHandler handler) {
        close(handler, false);
    }

    /**
     * Closes the socket at once, even if writes are waiting.
     *
     * @param handler the handler that Tyrus would call to close the socket
     */
    static void cut(TimeoutHandler handler) {
        close(handler, true);
    }

    private static void close(TimeoutHandler handler, boolean atOnce) {
        try {
            var closing = valueOf(handler, handler.getClass().getDeclaredField("handler"));
            if (closing != null) {
                close(closing, atOnce);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A socket stays open", e);
        }
    }

    /**
     * Closes the filter below the queue, which is either a TLS filter with a queue of its own or the socket.
     *
     * @param closing contains the queue, which is the first of the filters through which Tyrus writes
     * @param atOnce whether to close the socket even if there is a TLS filter
     */
    private static void close(Object closing, boolean atOnce) throws ReflectiveOperationException {
        var type = Class.forName(FILTER, true, JdkClientContainer.class.getClassLoader());
        for (var field : closing.getClass().getDeclaredFields()) {
            if (type.isAssignableFrom(field.getType())) {
                var below = type.getDeclaredField("downstreamFilter");
                var filter = Objects.requireNonNull(valueOf(valueOf(closing, field), below));
                for (var next = filter; atOnce && next != null; next = valueOf(next, below)) {
                    filter = next;
                }
                var close = type.getDeclaredMethod("close");
                close.setAccessible(true);
                close.invoke(filter);
            }
        }
    }

    private static @Nullable Object valueOf(@Nullable Object owner, Field field) throws IllegalAccessException {
        field.setAccessible(true);
        return field.get(owner);
    }
}
