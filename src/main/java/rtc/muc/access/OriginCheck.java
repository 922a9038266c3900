package rtc.muc.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rtc.muc.handshake.Check;
import rtc.muc.handshake.Handshake;
import rtc.muc.handshake.Refusal;
import rtc.muc.protocol.Printable;

/** Refuses pages of other sites with 403, and says so in the log now and then. {@code null} is no origin of anybody's. */
public final class OriginCheck implements Check {

    private static final System.Logger LOG = System.getLogger(OriginCheck.class.getName());
    private static final Refusal REFUSAL =
            new Refusal(HttpServletResponse.SC_FORBIDDEN, "Connections from this origin are not allowed");

    private final OriginRules rules;
    private final Predicate<String> isProxy;
    private final RareWarning warning;

    /**
     * Made once for the application.
     *
     * @param isProxy whether an address is a proxy's that is believed when it names the host that a client asked
     * @param warning for what is refused
     */
    public OriginCheck(OriginRules rules, Predicate<String> isProxy, RareWarning warning) {
        this.rules = rules;
        this.isProxy = isProxy;
        this.warning = warning;
    }

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        List<String> values = Collections.list(handshake.request().getHeaders("Origin"));
        if (isAllowed(values, handshake.request())) {
            return null;
        }
        warning.log(
                LOG,
                () -> values.isEmpty()
                        ? "A handshake without an origin was refused (muc.origin-required)"
                        : "A handshake from the origin " + Printable.of(String.join(", ", values))
                                + " was refused (muc.allowed-origins)");
        return REFUSAL;
    }

    private boolean isAllowed(List<String> values, HttpServletRequest request) {
        return switch (values.size()) {
            case 0 -> !rules.required();
            case 1 ->
                Origin.of(values.get(0))
                        .filter(origin -> isAllowed(origin, request))
                        .isPresent();
            default -> false;
        };
    }

    private boolean isAllowed(Origin origin, HttpServletRequest request) {
        return rules.any()
                || rules.others().contains(origin)
                || (rules.own() && hosts(request).anyMatch(host -> origin.isAt(host, request.isSecure())));
    }

    /** The hosts that the client may have asked: what it says itself, or what each of the proxies says. */
    private Stream<String> hosts(HttpServletRequest request) {
        Stream<String> asked = Stream.ofNullable(request.getHeader("Host"));
        return isProxy.test(request.getRemoteAddr())
                ? Stream.concat(
                        asked,
                        Collections.list(request.getHeaders("X-Forwarded-Host")).stream()
                                .flatMap(hosts -> Arrays.stream(hosts.split(",", -1))))
                : asked;
    }
}
