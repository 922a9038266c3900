package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;
import rtc.muc.internal.container.PingCounter;

/**
 * One handshake and the results of its checks so far. It is used during its request, on the request's thread; results
 * that the connection needs are copied to its {@link Admission}.
 */
public final class Handshake {

    private final HttpServletRequest request;
    private final String path;
    private final String segment;
    private final List<Runnable> releases = new ArrayList<>(0);

    private @Nullable RoomName room;
    private ClientAddress client;
    private @Nullable Principal principal;
    private Set<Permission> permissions = Set.of(Permission.values());
    private AccessPeriod limit = AccessPeriod.UNLIMITED;
    private AccessPeriod renewable = AccessPeriod.UNLIMITED;
    private @Nullable Renewal renewal;
    private @Nullable RawConnection connection;
    private final PingCounter pings = new PingCounter();
    private final List<LoginWatch> watches = new ArrayList<>(2);
    private Consumer<HttpUpgradeHandler> preparation = unprepared -> {};
    private final List<Consumer<HttpUpgradeHandler>> endings = new ArrayList<>(2);

    /**
     * Creates the handshake of a request.
     *
     * @param path the endpoint's path, such as {@code /muc}
     * @param segment the raw text that follows the path
     */
    Handshake(HttpServletRequest request, String path, String segment) {
        this.request = request;
        this.path = path;
        this.segment = segment;
        this.client = neighbour(request);
        this.principal = request.getUserPrincipal();
    }

    /** {@return the request, which must not be stored, because containers reuse it} */
    public HttpServletRequest request() {
        return request;
    }

    /**
     * {@return whether the client asks for an upgrade to WebSocket} A request without an upgrade only asks how a
     * handshake would be answered, and is not counted as a connection.
     */
    public boolean isUpgrade() {
        return request.getMethod().equals("GET") && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /** {@return the path of the endpoint, such as {@code /muc}} */
    public String path() {
        return path;
    }

    /** {@return the raw text that follows the endpoint's path} */
    public String segment() {
        return segment;
    }

    /**
     * {@return the room that the client wants to join}
     *
     * @throws IllegalArgumentException if the name is invalid; never after {@link RoomNameCheck} has let the handshake
     *     pass
     */
    public RoomName room() {
        RoomName known = room;
        if (known == null) {
            known = RoomName.ofPathSegment(segment);
            room = known;
        }
        return known;
    }

    /** {@return the client's principal, from the container or from a check; null if it is not authenticated} */
    public @Nullable Principal principal() {
        return principal;
    }

    /** Sets the client's principal. */
    public void principal(Principal found) {
        principal = found;
    }

    /** Adds a way to detect a user who has signed out although the HTTP session still exists. */
    public void watch(LoginWatch how) {
        watches.add(how);
    }

    /** {@return the HTTP session of the request; null if it has none} */
    @Nullable
    HttpLogin login() {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return null;
        }
        boolean signedIn = request.getUserPrincipal() != null;
        return new HttpLogin(
                session,
                signedIn,
                signedIn ? watches.stream().map(each -> each.of(session)).toList() : List.of());
    }

    /** {@return the IP address of the client: the remote address of the connection, until a check replaces it} */
    public String address() {
        return client.address().toString();
    }

    /** Sets the address of the client. */
    public void client(ClientAddress found) {
        client = found;
    }

    /** {@return the permissions of the peer} */
    public Set<Permission> permissions() {
        return permissions;
    }

    /** Restricts the permissions to those in the set. */
    public void permitOnly(Set<Permission> permitted) {
        permissions = permissions.stream().filter(permitted::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** {@return when the connection must be closed; {@link Instant#MAX} for never} */
    public Instant expiry() {
        return access().end();
    }

    /** Sets a time at which the connection is closed. If called several times, the earliest time applies. */
    public void expireAt(Instant moment) {
        limit = limit.cappedAt(moment);
    }

    /** Sets the period of access after which the connection is closed, unless the access is renewed. */
    public void expireAt(AccessPeriod time, Renewal by) {
        renewable = time;
        renewal = by;
    }

    /**
     * Registers an action that runs when the connection has ended or was not opened. The action runs once, on any
     * thread, and must neither block nor throw.
     */
    public void onRelease(Runnable action) {
        releases.add(action);
    }

    /** {@return the counter that finds the pings of the connection after the upgrade} */
    PingCounter pings() {
        return pings;
    }

    /** Sets the TCP connection of this handshake, so that it can be cut when closing the session is not enough. */
    public void connection(RawConnection found) {
        connection = found;
    }

    /** Sets an action that prepares the container's upgrade handler. */
    public void preparation(Consumer<HttpUpgradeHandler> what) {
        preparation = what;
    }

    Consumer<HttpUpgradeHandler> preparation() {
        return preparation;
    }

    /**
     * Adds an action that is called with this application's upgrade handler when an upgraded connection has ended and
     * before the container releases its request.
     */
    public void onEnd(Consumer<HttpUpgradeHandler> what) {
        endings.add(what);
    }

    /** {@return an action that runs all actions of {@link #onEnd}} */
    Consumer<HttpUpgradeHandler> atEnd() {
        List<Consumer<HttpUpgradeHandler>> all = List.copyOf(endings);
        return ended -> all.forEach(action -> action.accept(ended));
    }

    /** Releases the resources for a connection that is not opened. */
    void giveBack() {
        releases.forEach(Runnable::run);
    }

    /** A client without an address, such as a client on a Unix domain socket, runs on this machine. */
    private static ClientAddress neighbour(HttpServletRequest request) {
        IpAddress neighbour = IpAddress.of(request.getRemoteAddr()).orElse(IpAddress.LOOPBACK);
        return new ClientAddress(neighbour, neighbour.isLoopback());
    }

    Admission admission() {
        Renewal capped = renewal == null ? null : renewal.cappedAt(limit);
        return new Admission(
                room(), client, principal, permissions, access(), capped, connection, pings, login(), releases);
    }

    AccessPeriod access() {
        return renewable.cappedAt(limit.end());
    }
}
