package rtc.it.signin;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import java.util.EnumSet;

/** A filter before all others that reads the user from the HTTP session. */
public final class Login extends HttpFilter {

    static final String USER = "user";

    private static final long serialVersionUID = 1;

    /** For the container. */
    public Login() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpSession session = request.getSession(false);
        Object user = session == null ? null : session.getAttribute(USER);
        chain.doFilter(user == null ? request : new SignedIn(request, user::toString), response);
    }

    private static final class SignedIn extends HttpServletRequestWrapper {

        private final Principal user;

        SignedIn(HttpServletRequest request, Principal user) {
            super(request);
            this.user = user;
        }

        @Override
        public Principal getUserPrincipal() {
            return user;
        }
    }

    /** Registers the filter before all others. */
    @WebListener
    public static final class Registration implements ServletContextListener {

        /** For the container. */
        public Registration() {}

        @Override
        public void contextInitialized(ServletContextEvent event) {
            event.getServletContext()
                    .addFilter("login", Login.class)
                    .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        }
    }
}
