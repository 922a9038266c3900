package rtc.it.login;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;

/** Registers login filters in code, before and after those of the descriptors. */
@WebListener
public final class LoginFilters implements ServletContextListener {

    /** For the container. */
    public LoginFilters() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        register(event.getServletContext(), "X-Login-Before", false);
        register(event.getServletContext(), "X-Login-After", true);
    }

    static void register(ServletContext context, String header, boolean after) {
        FilterRegistration.Dynamic filter = context.addFilter(header, LoginFilter.class);
        filter.setInitParameter("header", header);
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), after, "/*");
    }
}
