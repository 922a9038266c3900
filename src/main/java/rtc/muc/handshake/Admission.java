package rtc.muc.handshake;

import jakarta.websocket.Session;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import rtc.muc.limits.ClientAddress;
import rtc.muc.room.PeerIdentity;
import rtc.muc.room.Permission;
import rtc.muc.room.RoomName;

/**
 * What the checks found out about one connection, and what it holds. It travels from the filter to the endpoint as the
 * request's user principal, which is the one thing that every container hands on: in front of an endpoint behind the
 * filter {@link Session#getUserPrincipal} is the admission, and {@link #principal} whom the container knows.
 *
 * <p>For any number of threads. Once over it stays over.
 */
public final class Admission implements Principal {

    private enum Stage {
        ADMITTED,
        OPEN,
        OVER
    }

    private final RoomName room;
    private final ClientAddress client;
    private final @Nullable Principal principal;
    private final Set<Permission> permissions;
    private final Instant expiry;
    private final @Nullable RawConnection connection;
    private final List<Runnable> atEnd;
    private volatile @Nullable HttpLogin login;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.ADMITTED);

    Admission(
            RoomName room,
            ClientAddress client,
            @Nullable Principal principal,
            Set<Permission> permissions,
            Instant expiry,
            @Nullable RawConnection connection,
            List<Runnable> atEnd) {
        this.room = room;
        this.client = client;
        this.principal = principal;
        this.permissions = permissions;
        this.expiry = expiry;
        this.connection = connection;
        this.atEnd = List.copyOf(atEnd);
    }

    /** {@return the admission of a session; empty when its endpoint's path is not one of the filter's} */
    public static Optional<Admission> of(Session session) {
        return session.getUserPrincipal() instanceof Admission admission ? Optional.of(admission) : Optional.empty();
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

    /** Says what the HTTP session of the handshake is. It is known only when all filters are through. */
    void login(@Nullable HttpLogin found) {
        login = found;
    }

    /** {@return what the client's peer may do} */
    public Set<Permission> permissions() {
        return permissions;
    }

    /** {@return until when the connection may last; {@link Instant#MAX} for ever} */
    public Instant expiry() {
        return expiry;
    }

    /** Says that an endpoint has the connection, which it must {@link #end} in time. */
    public void open() {
        stage.compareAndSet(Stage.ADMITTED, Stage.OPEN);
    }

    /** Says that the connection is over: gives back what it holds. */
    public void end() {
        if (stage.getAndSet(Stage.OVER) != Stage.OVER) {
            atEnd.forEach(Runnable::run);
        }
    }

    /** {@return whether an endpoint has the connection, or it is over} */
    boolean isSettled() {
        return stage.get() != Stage.ADMITTED;
    }

    /** Ends the connection for good, unless an endpoint has it. */
    void cutUnlessOpen() {
        if (stage.compareAndSet(Stage.ADMITTED, Stage.OVER)) {
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

    /** {@return the name of {@link #principal}, empty when there is none} */
    @Override
    public String getName() {
        return principal == null ? "" : principal.getName();
    }

    /** {@return how the log names it} */
    @Override
    public String toString() {
        return "Admission of " + address();
    }
}
