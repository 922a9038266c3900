package rtc.muc.internal.container.payara;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.lang.reflect.Field;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Removes the upgrade handlers of ended connections from Payara's requests. Payara keeps up to 16 old requests for each
 * of its threads, and an old request still refers to its upgrade handler. The handler's class belongs to this
 * application, so each of these requests could keep the class loader of an undeployed application in memory. Does
 * nothing on other servers.
 */
final class CatalinaRequests {

    private static final String REQUEST = "org.apache.catalina.connector.Request";
    private static final String FIELD = "httpUpgradeHandler";

    /** The method of Payara's facade that returns the request; facades of other servers lack it. */
    private static final String BEHIND = "getUnwrappedCoyoteRequest";

    private final String behind;
    private final String className;
    private final UnknownVersion unknown =
            new UnknownVersion("some of its threads keep the classes of this application after it is undeployed");

    CatalinaRequests() {
        this(BEHIND, REQUEST);
    }

    CatalinaRequests(String behind, String className) {
        this.behind = behind;
        this.className = className;
    }

    /**
     * {@return an action that removes the handler from a request; it must be called when the connection has ended and
     * before the container releases the request}
     *
     * @param facade the server's own request, without wrappers
     */
    Consumer<HttpUpgradeHandler> cleanup(ServletRequest facade) {
        ReflectiveObject server = new ReflectiveObject(facade);
        if (!server.has(behind)) {
            return ended -> {};
        }
        try {
            Object request = server.ask(behind).object();
            Field field = handlerOf(request);
            return ended -> remove(ended, request, field);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            unknown.log(notAsKnown);
            return ended -> {};
        }
    }

    private Field handlerOf(Object request) throws ReflectiveOperationException {
        Class<?> type = Stream.<Class<?>>iterate(request.getClass(), at -> at != null, Class::getSuperclass)
                .filter(at -> at.getName().equals(className))
                .findFirst()
                .orElseThrow(() -> new ClassNotFoundException(className));
        Field field = type.getDeclaredField(FIELD);
        field.setAccessible(true);
        return field;
    }

    /**
     * Removes the handler only if it is that of the ended connection: another endpoint may have caused the server to
     * use the request for two connections.
     */
    private void remove(HttpUpgradeHandler ended, Object request, Field field) {
        try {
            if (field.get(request) == ended) {
                field.set(request, null);
            }
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            unknown.log(notAsKnown);
        }
    }
}
