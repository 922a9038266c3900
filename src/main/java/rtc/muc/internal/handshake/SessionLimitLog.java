package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;
import rtc.muc.internal.address.TrustedProxies;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.limits.SessionLimiter;

/** Logs which limit a refused client has reached, and which setting changes that limit. */
final class SessionLimitLog {

    private static final System.Logger LOG = System.getLogger(SessionLimitCheck.class.getName());

    private final TrustedProxies proxies;
    private final LimitedLog tooFast;
    private final LimitedLog tooMany;
    private final LimitedLog full;
    private final AtomicBoolean warnedOfUnknownProxy = new AtomicBoolean();
    private final AtomicBoolean warnedOfOtherHeader = new AtomicBoolean();

    SessionLimitLog(TrustedProxies proxies, LimitedLogs logs) {
        this.proxies = proxies;
        this.tooFast = logs.of(LOG, Level.INFO);
        this.tooMany = logs.of(LOG, Level.INFO);
        this.full = logs.of(LOG, Level.INFO);
    }

    /**
     * Warns once about a proxy that is not configured, and once about a trusted proxy that does not send the configured
     * header.
     */
    void asked(HttpServletRequest request, IpAddress neighbour, List<String> forwarded) {
        boolean trusted = proxies.contains(neighbour);
        AtomicBoolean warned = trusted ? warnedOfOtherHeader : warnedOfUnknownProxy;
        if (warned.get() || (trusted && !forwarded.isEmpty())) {
            return;
        }
        Optional<String> header = ForwardingHeaders.header(request);
        if (header.isEmpty() || !warned.compareAndSet(false, true)) {
            return;
        }
        if (trusted) {
            LOG.log(
                    Level.WARNING,
                    "The proxy {0} sends the header {1}, but not {2}, which muc.proxy-header names: all of its clients"
                            + " share the limits of one address",
                    neighbour,
                    header.get(),
                    proxies.header().header());
        } else {
            LOG.log(
                    Level.WARNING,
                    "{0} sends the header {1} and is not one of muc.trusted-proxies. If it is a proxy of yours, name it"
                            + " there: until then all of its clients share the limits of one address. If it is the"
                            + " address of a client, the server itself trusts that header (proxy-address-forwarding"
                            + " of WildFly): disable this, because clients can then choose their address",
                    neighbour,
                    header.get());
        }
    }

    void answered(SessionLimiter.Answer answer, ClientAddress client, IpAddress neighbour) {
        switch (answer) {
            case IN -> {}
            case TOO_FAST ->
                tooFast.log(() -> refused(client)
                        + " with 429: it connects faster than muc.handshakes-per-second and muc.handshake-burst allow,"
                        + " or sends plain requests faster than muc.questions-per-second allows"
                        + hint(client, neighbour));
            case TOO_MANY ->
                tooMany.log(() -> refused(client)
                        + " with 429: it has as many connections as muc.sessions-per-address allows"
                        + hint(client, neighbour));
            case FULL ->
                full.log(() -> refused(client)
                        + " with 503: this node has as many connections as muc.sessions-per-node allows, or very many"
                        + " addresses have tried to connect within seconds");
        }
    }

    private static String refused(ClientAddress client) {
        return "A handshake of " + client.address() + " was refused";
    }

    private String hint(ClientAddress client, IpAddress neighbour) {
        return client.address().equals(neighbour) && !proxies.contains(neighbour)
                ? ". If this is the address of a proxy, name it in muc.trusted-proxies"
                : "";
    }
}
