package rtc.muc.handshake;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import rtc.muc.limits.ClientAddress;
import rtc.muc.limits.Crowd;
import rtc.muc.limits.IpAddress;
import rtc.muc.limits.TrustedProxies;

/**
 * Finds out where the client is, and refuses it when there are too many: from its address, or who try so, with 429; on
 * this node with 503.
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

    /** Made once for the application. */
    public CrowdCheck(TrustedProxies proxies, Crowd crowd) {
        this.proxies = proxies;
        this.crowd = crowd;
    }

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        ClientAddress client = client(handshake);
        handshake.client(client);
        return switch (crowd.enter(client)) {
            case IN -> {
                handshake.atEnd(() -> crowd.leave(client));
                yield null;
            }
            case TOO_FAST -> TOO_FAST;
            case TOO_MANY -> TOO_MANY;
            case FULL -> FULL;
        };
    }

    /** Who has no address, as behind a socket of the operating system's, is on this machine. */
    private ClientAddress client(Handshake handshake) {
        IpAddress neighbour = IpAddress.of(handshake.address()).orElse(IpAddress.LOOPBACK);
        return proxies.client(
                neighbour,
                Collections.list(handshake.request().getHeaders(proxies.header().header())));
    }
}
