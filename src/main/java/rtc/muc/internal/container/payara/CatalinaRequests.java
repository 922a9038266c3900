package rtc.muc.internal.container.payara;

import jakarta.servlet.ServletRequest;
import java.lang.reflect.Field;
import java.util.stream.Stream;

/**
 * Removes the upgrade handlers of ended connections from Payara's requests. Payara keeps up to 16 old requests for each
 * of its threads, and an old request keeps its upgrade handler. As that is a class of this application, each of these
 * requests could keep the class loader of an undeployed application. Harmless on other servers.
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
     * {@return what removes the handler from a request, to be called when its connection ends, before the container releases
     * it}
     *
     * @param facade the server's own request, without wrappers
     */
    Runnable cleanup(ServletRequest facade) {
        ReflectiveObject server = new ReflectiveObject(facade);
        if (!server.has(behind)) {
            return () -> {};
        }
        try {
            Object request = server.ask(behind).object();
            Field field = handlerOf(request);
            return () -> remove(request, field);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            unknown.log(notAsKnown);
            return () -> {};
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

    private void remove(Object request, Field field) {
        try {
            field.set(request, null);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            unknown.log(notAsKnown);
        }
    }
}
