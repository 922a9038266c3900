package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;
import rtc.muc.internal.address.TrustedProxies;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.limits.SessionLimiter;

/**
 * Determines the client's address. Refuses with 429 if the address has too many connections or connects too often, and
 * with 503 if this node has too many connections. Plain requests (questions) are refused in the same cases, but are not
 * counted as connections, and have a rate of their own.
 */
public final class SessionLimitCheck implements HandshakeCheck {

    private static final int TOO_MANY_REQUESTS = 429;

    private static final Refusal TOO_FAST =
            new Refusal(TOO_MANY_REQUESTS, "Too many connections at once from this address", Duration.ofSeconds(1));
    private static final Refusal TOO_MANY =
            new Refusal(TOO_MANY_REQUESTS, "Too many connections from this address", Duration.ofSeconds(30));
    private static final Refusal FULL =
            new Refusal(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Too many connections", Duration.ofSeconds(30));

    private final TrustedProxies proxies;
    private final SessionLimiter limiter;
    private final SessionLimitLog log;

    /**
     * Made once for the application.
     *
     * @param logs for refusals
     */
    public SessionLimitCheck(TrustedProxies proxies, SessionLimiter limiter, LimitedLogs logs) {
        this.proxies = proxies;
        this.limiter = limiter;
        this.log = new SessionLimitLog(proxies, logs);
    }

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        HttpServletRequest request = handshake.request();
        // A client without an address, such as a client on a Unix domain socket, runs on this machine.
        IpAddress neighbour = IpAddress.of(handshake.address()).orElse(IpAddress.LOOPBACK);
        List<String> forwarded =
                Collections.list(request.getHeaders(proxies.header().header()));
        ClientAddress client = proxies.client(neighbour, forwarded, ForwardingHeaders.isLikely(request));
        handshake.client(client);
        log.asked(request, neighbour, forwarded);
        SessionLimiter.Answer answer = handshake.isUpgrade() ? limiter.enter(client) : limiter.ask(client);
        if (answer == SessionLimiter.Answer.IN && handshake.isUpgrade()) {
            handshake.onRelease(() -> limiter.leave(client));
        }
        log.answered(answer, client, neighbour);
        return switch (answer) {
            case IN -> null;
            case TOO_FAST -> TOO_FAST;
            case TOO_MANY -> TOO_MANY;
            case FULL -> FULL;
        };
    }
}
