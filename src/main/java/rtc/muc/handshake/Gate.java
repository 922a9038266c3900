package rtc.muc.handshake;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtc.muc.upgrade.BalancedUpgrade;

/** Has every handshake checked before the container upgrades it. For any number of threads; see the package. */
public final class Gate {

    private static final int UPGRADE_REQUIRED = 426;

    private final GuardedPaths paths;
    private final List<Check> checks;
    private final Admissions admissions;
    private volatile Runnable atEnd = () -> {};

    /**
     * Made once for the application.
     *
     * @param paths of the handshakes; all other requests pass
     * @param checks cheap ones first, the name of the room before all others; the first that refuses decides
     */
    public Gate(GuardedPaths paths, List<Check> checks, Admissions admissions) {
        this.paths = paths;
        this.checks = List.copyOf(checks);
        this.admissions = admissions;
    }

    /** Says what is to be done when the application ends, before the container ends anything. */
    public void whenClosed(Runnable farewell) {
        atEnd = farewell;
    }

    void close() {
        atEnd.run();
    }

    void lead(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Handshake> handshake = paths.handshake(request);
        if (handshake.isPresent()) {
            check(handshake.get(), response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void check(Handshake handshake, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean passed = false;
        try {
            Refusal refusal = refusal(handshake);
            if (refusal == null) {
                passed = true;
            } else {
                answer(refusal, response);
            }
        } finally {
            if (!passed) {
                handshake.giveBack();
            }
        }
        if (passed) {
            upgrade(handshake, response, chain);
        }
    }

    private @Nullable Refusal refusal(Handshake handshake) {
        for (Check check : checks) {
            Refusal refusal = check.refusal(handshake);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    /** Once the container has answered with 101 it opens the connection, on another thread and perhaps already. */
    private void upgrade(Handshake handshake, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Admission admission = handshake.admission();
        boolean upgraded = false;
        try {
            chain.doFilter(new Admitted(handshake, admission), response);
            upgraded = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
        } finally {
            if (upgraded) {
                admission.login(handshake.login());
                admissions.add(admission);
            } else {
                admission.end();
            }
        }
    }

    private static void answer(Refusal refusal, HttpServletResponse response) throws IOException {
        if (refusal.status() == UPGRADE_REQUIRED) {
            response.setHeader("Upgrade", "websocket");
        } else if (refusal.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            response.setHeader(
                    "Retry-After", Long.toString(retryAfter.plusMillis(999).toSeconds()));
        }
        response.sendError(refusal.status(), refusal.phrase());
    }

    /** The request as it goes on: with the admission for its user, and one spelling of the path for all containers. */
    private static final class Admitted extends HttpServletRequestWrapper {

        private final Admission admission;
        private final String uri;
        private final Consumer<HttpUpgradeHandler> preparation;

        Admitted(Handshake handshake, Admission admission) {
            super(handshake.request());
            this.admission = admission;
            this.preparation = handshake.preparation();
            this.uri = handshake.request().getContextPath()
                    + handshake.path()
                    + "/"
                    + handshake.segment().replaceFirst("/$", "");
        }

        @Override
        public String getRequestURI() {
            return uri;
        }

        @Override
        public Principal getUserPrincipal() {
            return admission;
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
            return BalancedUpgrade.upgrade((HttpServletRequest) getRequest(), type, preparation);
        }
    }
}
