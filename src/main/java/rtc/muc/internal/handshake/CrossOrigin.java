package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import rtc.muc.internal.address.TrustedProxies;

/**
 * Allows pages of other origins to read answers, if these pages may connect. A browser hides an answer from a page of
 * another origin unless a header of the answer contains that origin.
 */
public final class CrossOrigin {

    /** A browser repeats a preflight after this many seconds, so that a changed setting soon takes effect. */
    private static final String MAX_AGE = "600";

    private final OriginRules rules;
    private final TrustedProxies proxies;

    /**
     * Made once for the application.
     *
     * @param rules determine which pages may connect
     * @param proxies the trusted proxies, whose headers contain the host that a client requested
     */
    public CrossOrigin(OriginRules rules, TrustedProxies proxies) {
        this.rules = rules;
        this.proxies = proxies;
    }

    /**
     * Adds the origin of the request to the headers of the answer, if pages of that origin may connect. Called before
     * the answer is written.
     *
     * @return whether pages of that origin may connect
     */
    public boolean share(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader("Vary", "Origin");
        List<String> origins = Collections.list(request.getHeaders("Origin"));
        if (origins.size() != 1 || !rules.allow(origins, RequestTarget.of(request, proxies))) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Origin", origins.get(0));
        response.setHeader("Access-Control-Allow-Credentials", "true");
        response.setHeader("Access-Control-Expose-Headers", "Retry-After");
        return true;
    }

    /** {@return whether a request is a CORS preflight} A preflight has no credentials. */
    static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    /** Answers a preflight: a page that may connect may also send a plain GET, with a token in a header. */
    void answerPreflight(HttpServletRequest request, HttpServletResponse response) {
        if (share(request, response)) {
            response.setHeader("Access-Control-Allow-Methods", "GET");
            response.setHeader("Access-Control-Allow-Headers", "Authorization");
            response.setHeader("Access-Control-Max-Age", MAX_AGE);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
