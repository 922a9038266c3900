package rtc.muc.internal.handshake;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.container.PingCounter;
import rtc.muc.internal.room.PeerIdentity;

/**
 * The results of the checks for one connection, and the resources that the connection occupies. The endpoint obtains it
 * from {@link Admissions}.
 *
 * <p>Thread-safe. The resources are released only once.
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
    private final List<Runnable> releases;
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
            List<Runnable> releases) {
        this.room = room;
        this.client = client;
        this.principal = principal;
        this.permissions = permissions;
        this.access = access;
        this.renewal = renewal;
        this.connection = connection;
        this.pings = pings;
        this.login = login;
        this.releases = List.copyOf(releases);
    }

    /** {@return the room that the client was admitted to} */
    public RoomName room() {
        return room;
    }

    /** {@return the client's IP address} */
    public String address() {
        return client.address().toString();
    }

    /** {@return the client's principal; empty if the client was not authenticated} */
    public Optional<Principal> principal() {
        return Optional.ofNullable(principal);
    }

    /** {@return the identity of the peer: principal and address} */
    public PeerIdentity identity() {
        return PeerIdentity.of(principal().map(Principal::getName), client);
    }

    /** {@return the HTTP session of the handshake; empty if there was none} */
    public Optional<HttpLogin> login() {
        return Optional.ofNullable(login);
    }

    /** {@return the permissions of the client's peer} */
    public Set<Permission> permissions() {
        return permissions;
    }

    /** {@return when the connection must be closed; {@link Instant#MAX} for never} */
    public Instant expiry() {
        return access.end();
    }

    /** {@return the period of granted access} */
    public AccessPeriod access() {
        return access;
    }

    /** {@return the renewal of this access; empty if it cannot be renewed} */
    public Optional<Renewal> renewal() {
        return Optional.ofNullable(renewal);
    }

    /**
     * Sets the listener for pings on a connection that {@code BackpressureUpgrade} has upgraded; the reading thread
     * calls it with the size of each payload.
     */
    public void onPing(IntConsumer listener) {
        pings.onPing(listener);
    }

    /** Releases the resources, because the connection has ended or was never opened. Further calls have no effect. */
    public void end() {
        if (over.compareAndSet(false, true)) {
            releases.forEach(Runnable::run);
        }
    }

    /** Closes a connection that no endpoint has claimed, and releases its resources. */
    void giveUp() {
        if (over.compareAndSet(false, true)) {
            releases.forEach(Runnable::run);
            cut();
        }
    }

    /** {@return whether the connection is open; true if the server does not expose the connection} */
    public boolean isConnected() {
        return connection == null || connection.isOpen();
    }

    /**
     * Closes the TCP connection at once, if the server exposes it.
     *
     * @return whether the server exposes the connection
     */
    public boolean cut() {
        if (connection == null) {
            return false;
        }
        connection.cut();
        return true;
    }

    /** {@return a description for the log} */
    @Override
    public String toString() {
        return "Admission of " + address();
    }
}
