package rtc.muc.internal.container.payara;

import jakarta.servlet.http.HttpUpgradeHandler;
import java.lang.reflect.Field;
import java.util.function.Consumer;

/**
 * Prepares Tyrus' handler of one upgraded connection. It leaves other handlers as they are.
 *
 * <ul>
 *   <li>It bounds what Tyrus gathers of one frame before the application sees any of it: 4 MiB by default, which stays on
 *       the heap for a while after the connection. A frame over the bound is closed with 1011.
 *   <li>It has Tyrus keep the connection when the HTTP session ends: this application decides that itself.
 * </ul>
 */
final class TyrusUpgradeHandler implements Consumer<HttpUpgradeHandler> {

    private static final String TYRUS = "org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler";

    /** A message that is only slightly too large then reaches our check, which closes with 1009. */
    private static final int ROOM = 64 * 1024;

    private final String className;
    private final int largestMessage;
    private final UnknownVersion unknown =
            new UnknownVersion("frames up to 4 MiB are buffered, and connections may end with their HTTP sessions");

    /** @param largestMessage bytes of the largest message, 0 for no limit */
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
