package rtc.muc.internal.container.backpressure;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.container.PingCounter;

/**
 * Passes the upgraded connection to the container's own handler, with backpressure. Created by the container.
 *
 * <p>The handler is not called to read before its {@code init} has returned. When Tyrus' handler is called to read, it
 * waits until its {@code init} has returned, but Payara calls it from within {@code init} if a frame arrived together
 * with the handshake. Without the delay, the thread would wait for itself forever.
 */
public final class BackpressureUpgrade implements HttpUpgradeHandler {

    private volatile @Nullable Parts parts;
    private volatile @Nullable BackpressureConnection connection;

    private record Parts(
            HttpUpgradeHandler handler,
            Consumer<HttpUpgradeHandler> preparation,
            Consumer<HttpUpgradeHandler> atEnd,
            PingCounter pings) {}

    /** For the container. */
    public BackpressureUpgrade() {}

    /**
     * Upgrades a request.
     *
     * @param type the class of the handler, with a public constructor without parameters
     * @param preparation prepares the handler before it is initialized with the connection
     * @param atEnd is called with the handler that the container uses, an instance of this class, when the connection
     *     has ended and before the container releases its request
     * @param pings receives everything that the container reads from the connection
     * @return the handler, which is initialized with the connection after the request
     * @throws ServletException if the handler cannot be created
     */
    public static <T extends HttpUpgradeHandler> T upgrade(
            HttpServletRequest request,
            Class<T> type,
            Consumer<HttpUpgradeHandler> preparation,
            Consumer<HttpUpgradeHandler> atEnd,
            PingCounter pings)
            throws IOException, ServletException {
        T handler = made(type);
        BackpressureUpgrade upgrade = request.upgrade(BackpressureUpgrade.class);
        upgrade.parts = new Parts(handler, preparation, atEnd, pings);
        return handler;
    }

    private static <T> T made(Class<T> type) throws ServletException {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException unavailable) {
            throw new ServletException("Cannot create an upgrade handler of the type " + type.getName(), unavailable);
        }
    }

    @Override
    public void init(WebConnection raw) {
        Parts its = parts;
        if (its != null) {
            BackpressureConnection wrapped = wrapped(raw, its.pings());
            connection = wrapped;
            its.preparation().accept(its.handler());
            its.handler().init(wrapped);
            wrapped.begin();
        }
    }

    /** Releases all references, because the container keeps old requests, which refer to this object. */
    @Override
    public void destroy() {
        Parts its = parts;
        BackpressureConnection wrapped = connection;
        parts = null;
        connection = null;
        if (its == null) {
            return;
        }
        try {
            its.handler().destroy();
        } finally {
            try {
                its.atEnd().accept(this);
            } finally {
                release(wrapped);
            }
        }
    }

    private static void release(@Nullable BackpressureConnection ended) {
        if (ended != null) {
            ended.release();
        }
    }

    private static BackpressureConnection wrapped(WebConnection raw, PingCounter pings) {
        try {
            return new BackpressureConnection(raw, pings);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
