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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;
import rtc.muc.internal.container.PingCounter;

/**
 * A client that wants to open a connection to a room, and what the checks found out about it so far. It lives as long as
 * its request, on the request's thread; what shall stay goes into its {@link Admission}.
 */
public final class Handshake {

    private final HttpServletRequest request;
    private final String path;
    private final String segment;
    private final List<Runnable> atEnd = new ArrayList<>(0);

    private @Nullable RoomName room;
    private ClientAddress client;
    private @Nullable Principal principal;
    private Set<Permission> permissions = Set.of(Permission.values());
    private AccessPeriod limit = AccessPeriod.UNLIMITED;
    private AccessPeriod renewable = AccessPeriod.UNLIMITED;
    private @Nullable Renewal renewal;
    private @Nullable RawConnection connection;
    private final PingCounter pings = new PingCounter();
    private Predicate<HttpSession> idle = session -> false;
    private Consumer<HttpUpgradeHandler> preparation = unprepared -> {};

    /**
     * Of a request.
     *
     * @param path the endpoint's path, such as {@code /muc}
     * @param segment what follows it, raw
     */
    Handshake(HttpServletRequest request, String path, String segment) {
        this.request = request;
        this.path = path;
        this.segment = segment;
        this.client = neighbour(request);
        this.principal = request.getUserPrincipal();
    }

    /** {@return the request; not to be kept, for containers use it again} */
    public HttpServletRequest request() {
        return request;
    }

    /**
     * {@return whether the client asks for an upgrade to WebSocket} If not, it asks what a handshake would be answered, and
     * gets no place.
     */
    public boolean isUpgrade() {
        return request.getMethod().equals("GET") && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /** {@return the path of the endpoint, such as {@code /muc}} */
    public String path() {
        return path;
    }

    /** {@return what follows the endpoint's path, as it came} */
    public String segment() {
        return segment;
    }

    /**
     * {@return the room that the client wants to get into}
     *
     * @throws IllegalArgumentException if its name is none; past the check for that, it is one
     */
    public RoomName room() {
        RoomName known = room;
        if (known == null) {
            known = RoomName.ofPathSegment(segment);
            room = known;
        }
        return known;
    }

    /** {@return who the client is, to the container or to a check; null when nobody asked it} */
    public @Nullable Principal principal() {
        return principal;
    }

    /** Says who the client is. */
    public void principal(Principal found) {
        principal = found;
    }

    /** Says how to tell that an HTTP session has timed out, where the server does not end it then. */
    public void idle(Predicate<HttpSession> how) {
        idle = how;
    }

    /** {@return the HTTP session of the request; null when it has none, for none is made for it} */
    @Nullable
    HttpLogin login() {
        HttpSession session = request.getSession(false);
        return session == null ? null : new HttpLogin(session, request.getUserPrincipal() != null, idle);
    }

    /** {@return the address of the client, in digits: its neighbour's, until a check knows better} */
    public String address() {
        return client.address().toString();
    }

    /** Says where the client is. */
    public void client(ClientAddress found) {
        client = found;
    }

    /** {@return what the client's peer may do} */
    public Set<Permission> permissions() {
        return permissions;
    }

    /** Takes permissions away: only those stay that are in the set too. */
    public void permitOnly(Set<Permission> permitted) {
        permissions = permissions.stream().filter(permitted::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** {@return when the connection ends; {@link Instant#MAX} for never} */
    public Instant expiry() {
        return access().end();
    }

    /** Has the connection ended at a moment. The earliest counts. */
    public void endsAt(Instant moment) {
        limit = limit.cappedAt(moment);
    }

    /** Has the connection ended at a time that can be moved later on. */
    public void endsAt(AccessPeriod time, Renewal by) {
        renewable = time;
        renewal = by;
    }

    /**
     * Has something given back when the connection is over, or does not come to be. It runs once, on any thread, and
     * must neither block nor throw.
     */
    public void atEnd(Runnable giveBack) {
        atEnd.add(giveBack);
    }

    /** {@return what finds the pings of the connection, once it is there} */
    PingCounter pings() {
        return pings;
    }

    /** Says which connection is under this handshake, so that it can be cut when closing it is not enough. */
    public void connection(RawConnection found) {
        connection = found;
    }

    /** Says what is to be done to the container's own upgrade handler before it gets the connection. */
    public void preparation(Consumer<HttpUpgradeHandler> what) {
        preparation = what;
    }

    Consumer<HttpUpgradeHandler> preparation() {
        return preparation;
    }

    /** Gives back what was taken for a connection that is not to be. */
    void giveBack() {
        atEnd.forEach(Runnable::run);
    }

    /** Who has no address, as behind a socket of the operating system's, is on this machine. */
    private static ClientAddress neighbour(HttpServletRequest request) {
        IpAddress neighbour = IpAddress.of(request.getRemoteAddr()).orElse(IpAddress.LOOPBACK);
        return new ClientAddress(neighbour, neighbour.isLoopback());
    }

    Admission admission() {
        Renewal capped = renewal == null ? null : renewal.cappedAt(limit);
        return new Admission(
                room(), client, principal, permissions, access(), capped, connection, pings, login(), atEnd);
    }

    AccessPeriod access() {
        return renewable.cappedAt(limit.end());
    }
}
