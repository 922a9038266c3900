package rtc.muc.internal.container.payara;

import jakarta.servlet.http.HttpUpgradeHandler;
import java.lang.reflect.Field;
import java.util.function.Consumer;

/**
 * Prepares Tyrus' handler of one upgraded connection. Other handlers remain unchanged.
 *
 * <ul>
 *   <li>It limits how much of one frame Tyrus buffers before the application receives any of it. Without this, Tyrus
 *       buffers up to 4 MiB, which remain on the heap for a while after the connection has ended. A connection whose
 *       frame exceeds the limit is closed with 1011.
 *   <li>It prevents Tyrus from closing the connection when the HTTP session ends: {@code muc.logout} determines what
 *       happens then.
 * </ul>
 */
final class TyrusUpgradeHandler implements Consumer<HttpUpgradeHandler> {

    private static final String TYRUS = "org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler";

    /**
     * Added to the limit, so that a slightly too large message reaches our check, which closes the connection with
     * 1009.
     */
    private static final int ROOM = 64 * 1024;

    private final String className;
    private final int largestMessage;
    private final UnknownVersion unknown =
            new UnknownVersion("frames up to 4 MiB are buffered, and connections may end with their HTTP sessions");

    /** @param largestMessage the maximum size of a message in bytes; 0 for no limit */
    TyrusUpgradeHandler(int largestMessage) {
        this(TYRUS, largestMessage);
    }

    TyrusUpgradeHandler(String className, int largestMessage) {
        this.className = className;
        this.largestMessage = largestMessage;
    }

    @Override
    public void accept(HttpUpgradeHandler handler) {
        if (!handler.getClass().getName().equals(className)) {
            return;
        }
        try {
            if (largestMessage > 0) {
                new ReflectiveObject(handler)
                        .call("setIncomingBufferSize", (int) Math.min((long) largestMessage + ROOM, Integer.MAX_VALUE));
            }
            Field closesWithLogin = handler.getClass().getDeclaredField("authenticated");
            closesWithLogin.setAccessible(true);
            closesWithLogin.setBoolean(handler, false);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            unknown.log(notAsKnown);
        }
    }
}
