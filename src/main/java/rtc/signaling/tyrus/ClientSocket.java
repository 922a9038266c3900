package rtc.signaling.tyrus;

import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Objects;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;
import org.glassfish.tyrus.spi.ClientEngine.TimeoutHandler;
import org.jspecify.annotations.Nullable;

/**
 * Closes the socket of an attempt to connect. Tyrus queues the closing behind the TLS handshake, so it never closes the
 * socket when the handshake fails or when nothing comes from the server.
 *
 * <p>This needs private fields of Tyrus. If they are missing, such a socket stays open until the server closes it.
 */
final class ClientSocket {

    private static final System.Logger LOG = System.getLogger(ClientSocket.class.getName());
    private static final String FILTER = JdkClientContainer.class.getPackageName() + ".Filter";

    private ClientSocket() {}

    /** @param handler what Tyrus would call to close the socket */
    static void close(TimeoutHandler handler) {
        try {
            var closing = valueOf(handler, handler.getClass().getDeclaredField("handler"));
            if (closing != null) {
                close(closing);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A socket stays open", e);
        }
    }

    /** @param closing holds the queue, the first of the filters through which Tyrus writes */
    private static void close(Object closing) throws ReflectiveOperationException {
        var type = Class.forName(FILTER, true, JdkClientContainer.class.getClassLoader());
        for (var field : closing.getClass().getDeclaredFields()) {
            if (type.isAssignableFrom(field.getType())) {
                var queue = Objects.requireNonNull(valueOf(closing, field));
                var afterQueue = valueOf(queue, type.getDeclaredField("downstreamFilter"));
                var close = type.getDeclaredMethod("close");
                close.setAccessible(true);
                close.invoke(afterQueue);
            }
        }
    }

    private static @Nullable Object valueOf(Object owner, Field field) throws IllegalAccessException {
        field.setAccessible(true);
        return field.get(owner);
    }
}
