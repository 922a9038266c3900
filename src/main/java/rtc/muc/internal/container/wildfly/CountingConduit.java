package rtc.muc.internal.container.wildfly;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.container.PingCounter;

/**
 * Passes the bytes that Undertow reads from a connection to a {@link PingCounter} as well. It replaces the connection's
 * {@code org.xnio.conduits.StreamSourceConduit} and delegates to it.
 */
final class CountingConduit implements InvocationHandler {

    private static final String CONDUIT = "org.xnio.conduits.StreamSourceConduit";

    private final Object conduit;
    private final PingCounter pings;

    private CountingConduit(Object conduit, PingCounter pings) {
        this.conduit = conduit;
        this.pings = pings;
    }

    /**
     * Puts a counter in front of the conduit of a channel.
     *
     * @param source an {@code org.xnio.conduits.ConduitStreamSourceChannel} that nothing has been read from yet
     */
    static void insert(Object source, PingCounter pings) throws ReflectiveOperationException {
        Class<?> type = Class.forName(CONDUIT, false, source.getClass().getClassLoader());
        Object conduit = source.getClass().getMethod("getConduit").invoke(source);
        Object counting = Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new CountingConduit(conduit, pings));
        source.getClass().getMethod("setConduit", type).invoke(source, counting);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            if (arguments != null && arguments.length == 1 && arguments[0] instanceof ByteBuffer buffer) {
                return read(method, buffer);
            }
            Object result = method.invoke(conduit, arguments);
            if (result instanceof Long bytes && bytes > 0) {
                pings.stop();
            }
            return result;
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private Object read(Method method, ByteBuffer buffer) throws ReflectiveOperationException {
        int start = buffer.position();
        Object result = method.invoke(conduit, buffer);
        if (buffer.position() > start) {
            pings.read(buffer.duplicate().limit(buffer.position()).position(start));
        }
        return result;
    }
}
