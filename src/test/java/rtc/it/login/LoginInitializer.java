package rtc.it.login;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registers login filters as a library would, regardless of the descriptors. */
public final class LoginInitializer implements ServletContainerInitializer {

    /** For the container. */
    public LoginInitializer() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> none, ServletContext context) {
        LoginFilters.register(context, "X-Login-Library-Before", false);
        LoginFilters.register(context, "X-Login-Library-After", true);
    }
}
