package rtc.muc.internal.websocket;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.Permission;
import rtc.muc.internal.handshake.AccessPeriod;
import rtc.muc.internal.handshake.Renewal;
import rtc.muc.internal.ice.IceServers;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.protocol.ServerMessage.Failure;

/**
 * The access of one connection: its permissions, its end, its renewal, and its TURN credentials, which do not outlive
 * it. Thread-safe.
 */
final class SessionAccess {

    private final IceServers iceServers;
    private final Set<Permission> permissions;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile Optional<Renewal> renewal;
    private volatile AccessPeriod time;
    private volatile BooleanSupplier signedOut;
    private volatile boolean wantsIce;

    /** @param signedOut whether the user has signed out, which ends the access */
    SessionAccess(
            IceServers iceServers,
            Set<Permission> permissions,
            AccessPeriod time,
            Optional<Renewal> renewal,
            BooleanSupplier signedOut) {
        this.iceServers = iceServers;
        this.permissions = permissions;
        this.time = time;
        this.renewal = renewal;
        this.signedOut = signedOut;
    }

    /**
     * {@return the permissions that the handshake of this connection has granted; {@link #replaceBy} does not change
     * them}
     */
    Set<Permission> permissions() {
        return permissions;
    }

    /** {@return why the access is over, or null} */
    @Nullable
    EndReason denied(Instant wallTime) {
        if (!wallTime.isBefore(time.end())) {
            return EndReason.EXPIRED;
        }
        return signedOut.getAsBoolean() ? EndReason.SIGNED_OUT : null;
    }

    /**
     * Takes over the end and the renewal of the access of another connection, over which the client was admitted again.
     * The permissions remain.
     */
    void replaceBy(SessionAccess granted) {
        renewal = granted.renewal;
        time = granted.time;
        signedOut = granted.signedOut;
    }

    /** {@return the further fields of the answer to a join, in their order} */
    Map<String, JsonText> fields(String peer, ClientMessage.Join join) {
        wantsIce = join.ice();
        Map<String, JsonText> fields = new LinkedHashMap<>(iceFields(peer));
        if (join.renew() && renews()) {
            fields.put("renew", new JsonText("true"));
        }
        return fields;
    }

    boolean renews() {
        return renewal.isPresent();
    }

    /** Renews the access, and answers once, on any thread. */
    void renew(String peer, String token, Consumer<ServerMessage> answer) {
        if (renewing.compareAndSet(false, true)) {
            renewal.orElseThrow().renew(token, given -> {
                given.time().ifPresent(renewed -> time = renewed);
                renewing.set(false);
                answer.accept(answer(given, peer));
            });
        } else {
            answer.accept(Failure.RENEWAL_UNDER_WAY);
        }
    }

    private ServerMessage answer(Renewal.Answer given, String peer) {
        return switch (given.outcome()) {
            case RENEWED -> new ServerMessage.Renewed(time.until().getEpochSecond(), iceFields(peer));
            case FORBIDDEN -> Failure.RENEWAL_FORBIDDEN;
            case UNAVAILABLE -> Failure.RENEWAL_UNAVAILABLE;
        };
    }

    private Map<String, JsonText> iceFields(String peer) {
        return wantsIce ? Map.of("iceServers", new JsonText(iceServers.json(peer, time.until()))) : Map.of();
    }
}
