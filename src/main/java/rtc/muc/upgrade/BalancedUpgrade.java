package rtc.muc.upgrade;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Hands the upgraded connection on to the container's own handler, with back pressure. Made by the container. */
public final class BalancedUpgrade implements HttpUpgradeHandler {

    private volatile @Nullable HttpUpgradeHandler handler;
    private volatile @Nullable BalancedConnection connection;

    /** For the container. */
    public BalancedUpgrade() {}

    /**
     * Upgrades a request.
     *
     * @param type of the handler, with a public constructor without parameters
     * @return the handler, which gets the connection when the request is done
     * @throws ServletException if there is no such handler to be had
     */
    public static <T extends HttpUpgradeHandler> T upgrade(HttpServletRequest request, Class<T> type)
            throws IOException, ServletException {
        T handler = made(type);
        request.upgrade(BalancedUpgrade.class).handler = handler;
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
            BalancedConnection balanced = balanced(raw);
            connection = balanced;
            next.init(balanced);
        }
    }

    /** Lets go of everything too, for the container keeps old requests, and with them this. */
    @Override
    public void destroy() {
        HttpUpgradeHandler next = handler;
        BalancedConnection balanced = connection;
        handler = null;
        connection = null;
        if (next != null) {
            next.destroy();
        }
        if (balanced != null) {
            balanced.forget();
        }
    }

    private static BalancedConnection balanced(WebConnection raw) {
        try {
            return new BalancedConnection(raw);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
