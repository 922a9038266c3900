package rtc.muc.internal.config;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtc.muc.AccessPolicy;

/**
 * Finds the application's policy classes. A policy that is not a bean is never called; if no policy is a bean,
 * {@link StartReport} warns of these classes.
 */
@HandlesTypes(AccessPolicy.class)
public final class PolicyClassInitializer implements ServletContainerInitializer {

    private static final String ATTRIBUTE = PolicyClassInitializer.class.getName();

    /** For the container. */
    public PolicyClassInitializer() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> found, ServletContext context) {
        if (found != null) {
            context.setAttribute(
                    ATTRIBUTE,
                    found.stream()
                            .filter(type -> !type.isInterface() && !Modifier.isAbstract(type.getModifiers()))
                            .map(Class::getName)
                            .sorted()
                            .toList());
        }
    }

    /** {@return the names of the classes} */
    static List<String> of(ServletContext context) {
        return context.getAttribute(ATTRIBUTE) instanceof List<?> names
                ? names.stream().map(String.class::cast).toList()
                : List.of();
    }
}
