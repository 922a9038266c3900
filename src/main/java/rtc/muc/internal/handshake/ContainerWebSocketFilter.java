package rtc.muc.internal.handshake;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/**
 * The filter with which a container upgrades connections to WebSocket. Jakarta does not provide access to this filter
 * at the time when it is needed, so it is found by reflection: in Undertow's deployment on WildFly, in Catalina's
 * context on Payara and GlassFish.
 */
@FunctionalInterface
interface ContainerWebSocketFilter {

    /** The name of the filter on WildFly. */
    String UNDERTOWS = "Undertow Web Socket Filter";

    /** The name of the filter on Payara. */
    String TYRUS = "WebSocket filter";

    /** Appends the filter to the chain once more, behind all other filters. */
    void repeat() throws ReflectiveOperationException;

    /**
     * {@return the filter of a container; empty if the container is unknown}
     *
     * @param registration the registration of any filter of the same application
     */
    static Optional<ContainerWebSocketFilter> of(ServletContext context, FilterRegistration registration)
            throws ReflectiveOperationException {
        for (Class<?> type = registration.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals("ctx")) {
                    return inCatalina(open(field).get(registration));
                }
            }
        }
        return context.getClass().getName().startsWith("io.undertow.")
                ? inUndertow(call(call(context, "getDeployment"), "getDeploymentInfo"))
                : Optional.empty();
    }

    private static Optional<ContainerWebSocketFilter> inCatalina(Object standardContext)
            throws ReflectiveOperationException {
        Map<?, ?> filters = (Map<?, ?>) call(standardContext, "getFilterRegistrations");
        return filters.get(TYRUS) instanceof FilterRegistration filter
                ? Optional.of(() -> filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*"))
                : Optional.empty();
    }

    private static Optional<ContainerWebSocketFilter> inUndertow(Object deployment)
            throws ReflectiveOperationException {
        Map<?, ?> filters = (Map<?, ?>) call(deployment, "getFilters");
        Method mapping = deployment
                .getClass()
                .getMethod("addFilterUrlMapping", String.class, String.class, DispatcherType.class);
        return filters.containsKey(UNDERTOWS)
                ? Optional.of(() -> mapping.invoke(deployment, UNDERTOWS, "/*", DispatcherType.REQUEST))
                : Optional.empty();
    }

    private static Object call(Object object, String method) throws ReflectiveOperationException {
        return open(object.getClass().getMethod(method)).invoke(object);
    }

    private static <T extends AccessibleObject> T open(T member) {
        member.setAccessible(true);
        return member;
    }
}
