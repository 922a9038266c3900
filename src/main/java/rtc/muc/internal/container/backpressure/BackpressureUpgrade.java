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
 * Hands the upgraded connection on to the container's own handler, with back pressure. Made by the container.
 *
 * <p>The handler reads nothing before its {@code init} has returned. Tyrus' handler waits, when it is called to read, for
 * the end of its own {@code init}; and Payara calls it within {@code init} when a frame came with the handshake or right
 * behind it. Without this that thread would wait for itself for ever.
 */
public final class BackpressureUpgrade implements HttpUpgradeHandler {

    private volatile @Nullable HttpUpgradeHandler handler;
    private volatile Consumer<HttpUpgradeHandler> preparation = unprepared -> {};
    private volatile PingCounter pings = new PingCounter();
    private volatile @Nullable BackpressureConnection connection;

    /** For the container. */
    public BackpressureUpgrade() {}

    /**
     * Upgrades a request.
     *
     * @param type of the handler, with a public constructor without parameters
     * @param preparation what is to be done to the handler before it gets the connection
     * @param pings reads along with the container
     * @return the handler, which gets the connection when the request is done
     * @throws ServletException if there is no such handler to be had
     */
    public static <T extends HttpUpgradeHandler> T upgrade(
            HttpServletRequest request, Class<T> type, Consumer<HttpUpgradeHandler> preparation, PingCounter pings)
            throws IOException, ServletException {
        T handler = made(type);
        BackpressureUpgrade upgrade = request.upgrade(BackpressureUpgrade.class);
        upgrade.preparation = preparation;
        upgrade.pings = pings;
        upgrade.handler = handler;
        return handler;
    }

    private static <T> T made(Class<T> type) throws ServletException {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException notToBeHad) {
            throw new ServletException("No handler can be made of " + type.getName(), notToBeHad);
        }
    }

    @Override
    public void init(WebConnection raw) {
        HttpUpgradeHandler next = handler;
        if (next != null) {
            BackpressureConnection balanced = balanced(raw, pings);
            connection = balanced;
            preparation.accept(next);
            next.init(balanced);
            balanced.begin();
        }
    }

    /** Lets go of everything too, for the container keeps old requests, and with them this. */
    @Override
    public void destroy() {
        HttpUpgradeHandler next = handler;
        BackpressureConnection balanced = connection;
        handler = null;
        connection = null;
        if (next != null) {
            next.destroy();
        }
        if (balanced != null) {
            balanced.forget();
        }
    }

    private static BackpressureConnection balanced(WebConnection raw, PingCounter pings) {
        try {
            return new BackpressureConnection(raw, pings);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
