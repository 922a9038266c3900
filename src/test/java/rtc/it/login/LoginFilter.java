package rtc.it.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Reads the user from a header and wraps the request, as many applications do with a cookie. */
public final class LoginFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    /** For the container. */
    public LoginFilter() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String user = request.getHeader(getInitParameter("header"));
        chain.doFilter(user == null ? request : new SignedIn(request, user), response);
    }

    private static final class SignedIn extends HttpServletRequestWrapper {

        private final String user;

        SignedIn(HttpServletRequest request, String user) {
            super(request);
            this.user = user;
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> user;
        }

        @Override
        public boolean isUserInRole(String role) {
            return role.equals("role of " + user);
        }
    }
}
