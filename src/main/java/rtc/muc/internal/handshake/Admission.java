package rtc.muc.internal.handshake;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.container.PingCounter;
import rtc.muc.internal.room.PeerIdentity;

/**
 * What the checks found out about one connection, and what it holds. The endpoint gets it from {@link Admissions}.
 *
 * <p>For any number of threads. Once over it stays over.
 */
public final class Admission {

    private final RoomName room;
    private final ClientAddress client;
    private final @Nullable Principal principal;
    private final Set<Permission> permissions;
    private final AccessPeriod access;
    private final @Nullable Renewal renewal;
    private final @Nullable RawConnection connection;
    private final PingCounter pings;
    private final List<Runnable> atEnd;
    private final @Nullable HttpLogin login;
    private final AtomicBoolean over = new AtomicBoolean();

    Admission(
            RoomName room,
            ClientAddress client,
            @Nullable Principal principal,
            Set<Permission> permissions,
            AccessPeriod access,
            @Nullable Renewal renewal,
            @Nullable RawConnection connection,
            PingCounter pings,
            @Nullable HttpLogin login,
            List<Runnable> atEnd) {
        this.room = room;
        this.client = client;
        this.principal = principal;
        this.permissions = permissions;
        this.access = access;
        this.renewal = renewal;
        this.connection = connection;
        this.pings = pings;
        this.login = login;
        this.atEnd = List.copyOf(atEnd);
    }

    /** {@return the room that the client was let in to} */
    public RoomName room() {
        return room;
    }

    /** {@return the client's address, in digits} */
    public String address() {
        return client.address().toString();
    }

    /** {@return who the client is, to the container or to a check; empty when nobody asked it} */
    public Optional<Principal> principal() {
        return Optional.ofNullable(principal);
    }

    /** {@return who the client is and where, for its peer} */
    public PeerIdentity identity() {
        return PeerIdentity.of(principal().map(Principal::getName), client);
    }

    /** {@return the HTTP session of the handshake, empty when there was none} */
    public Optional<HttpLogin> login() {
        return Optional.ofNullable(login);
    }

    /** {@return what the client's peer may do} */
    public Set<Permission> permissions() {
        return permissions;
    }

    /** {@return until when the connection may last; {@link Instant#MAX} for ever} */
    public Instant expiry() {
        return access.end();
    }

    /** {@return how long the connection was granted access} */
    public AccessPeriod access() {
        return access;
    }

    /** {@return how this access can be renewed; empty if it cannot} */
    public Optional<Renewal> renewal() {
        return Optional.ofNullable(renewal);
    }

    /** {@return what finds the pings of the connection; its adapter has the container's bytes pass through it} */
    public PingCounter pings() {
        return pings;
    }

    /** Says that the connection is over, or did not come to be: gives back what it holds, once. */
    public void end() {
        if (over.compareAndSet(false, true)) {
            atEnd.forEach(Runnable::run);
        }
    }

    /** Ends the connection for good: no endpoint has it. */
    void giveUp() {
        if (over.compareAndSet(false, true)) {
            atEnd.forEach(Runnable::run);
            cut();
        }
    }

    /** {@return whether the connection is open; true where the server does not show it} */
    public boolean isConnected() {
        return connection == null || connection.isOpen();
    }

    /**
     * Cuts the connection off below WebSocket, at once, as far as a check knew how to.
     *
     * @return whether one did
     */
    public boolean cut() {
        if (connection == null) {
            return false;
        }
        connection.cut();
        return true;
    }

    /** {@return how the log names it} */
    @Override
    public String toString() {
        return "Admission of " + address();
    }
}
