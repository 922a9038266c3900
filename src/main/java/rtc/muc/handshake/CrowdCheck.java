package rtc.muc.handshake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtc.muc.limits.ClientAddress;
import rtc.muc.limits.Crowd;
import rtc.muc.limits.IpAddress;
import rtc.muc.limits.LimitedLogs;
import rtc.muc.limits.TrustedProxies;

/**
 * Finds out where the client is. Refuses it with 429 if its address has too many connections or tries too often, and with
 * 503 if this node has too many. A question takes no place and no part of the rate.
 */
public final class CrowdCheck implements Check {

    private static final int TOO_MANY_REQUESTS = 429;

    private static final Refusal TOO_FAST =
            new Refusal(TOO_MANY_REQUESTS, "Too many connections at once from this address", Duration.ofSeconds(1));
    private static final Refusal TOO_MANY =
            new Refusal(TOO_MANY_REQUESTS, "Too many connections from this address", Duration.ofSeconds(30));
    private static final Refusal FULL =
            new Refusal(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Too many connections", Duration.ofSeconds(30));

    private final TrustedProxies proxies;
    private final Crowd crowd;
    private final CrowdLog log;

    /**
     * Made once for the application.
     *
     * @param logs for what is refused
     */
    public CrowdCheck(TrustedProxies proxies, Crowd crowd, LimitedLogs logs) {
        this.proxies = proxies;
        this.crowd = crowd;
        this.log = new CrowdLog(proxies, logs);
    }

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        HttpServletRequest request = handshake.request();
        // Who has no address, as behind a socket of the operating system's, is on this machine.
        IpAddress neighbour = IpAddress.of(handshake.address()).orElse(IpAddress.LOOPBACK);
        List<String> told = Collections.list(request.getHeaders(proxies.header().header()));
        ClientAddress client = proxies.client(neighbour, told, Forwarding.isLikely(request));
        handshake.client(client);
        log.asked(request, neighbour, told);
        Crowd.Answer answer = handshake.isUpgrade() ? crowd.enter(client) : crowd.ask(client);
        if (answer == Crowd.Answer.IN && handshake.isUpgrade()) {
            handshake.atEnd(() -> crowd.leave(client));
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
