package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.address.TrustedProxies;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.protocol.Printable;

/**
 * Refuses handshakes of pages whose origin is not allowed, and of clients without an origin if an origin is required,
 * with status 403. Logs the origin and the allowed origins.
 */
public final class OriginCheck implements HandshakeCheck {

    private static final System.Logger LOG = System.getLogger(OriginCheck.class.getName());
    private static final Refusal REFUSAL =
            new Refusal(HttpServletResponse.SC_FORBIDDEN, "Connections from this origin are not allowed");

    private final OriginRules rules;
    private final TrustedProxies proxies;
    private final LimitedLog log;

    /**
     * Made once for the application.
     *
     * @param proxies the trusted proxies, whose headers contain the requested host
     * @param logs for refusals
     */
    public OriginCheck(OriginRules rules, TrustedProxies proxies, LimitedLogs logs) {
        this.rules = rules;
        this.proxies = proxies;
        this.log = logs.of(LOG, Level.INFO);
    }

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        HttpServletRequest request = handshake.request();
        List<String> values = Collections.list(request.getHeaders("Origin"));
        RequestTarget asked = RequestTarget.of(request, proxies);
        if (isAllowed(values, asked, handshake)) {
            return null;
        }
        log.log(() -> line(values, asked));
        return REFUSAL;
    }

    private boolean isAllowed(List<String> values, RequestTarget asked, Handshake handshake) {
        if (values.isEmpty()) {
            return isQuestionOfAPage(handshake)
                    ? rules.any() || originsOf(asked).anyMatch(origin -> rules.allow(origin, asked))
                    : !rules.required();
        }
        return rules.allow(values, asked);
    }

    /** Browsers send no origin with plain requests of a page to its own server. */
    private static boolean isQuestionOfAPage(Handshake handshake) {
        return !handshake.isUpgrade()
                && "same-origin".equals(handshake.request().getHeader("Sec-Fetch-Site"));
    }

    private static Stream<Origin> originsOf(RequestTarget asked) {
        return asked.hosts().stream()
                .flatMap(host -> Stream.of("http://" + host, "https://" + host))
                .flatMap(origin -> Origin.of(origin).stream());
    }

    private String line(List<String> values, RequestTarget asked) {
        if (values.isEmpty()) {
            return "A handshake without an origin was refused (muc.origin-required, muc.allowed-origins)";
        }
        return "A handshake from the origin " + Printable.of(String.join(", ", values))
                + " was refused (muc.allowed-origins). It was compared with " + rules.comparedWith(asked)
                + (asked.proxied() ? "" : ". Behind a proxy, name the proxy in muc.trusted-proxies");
    }
}
