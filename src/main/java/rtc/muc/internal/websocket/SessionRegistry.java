package rtc.muc.internal.websocket;

import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import rtc.muc.EndReason;
import rtc.muc.NotAdmittedException;
import rtc.muc.PeerSessions;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.handshake.AccessPeriod;
import rtc.muc.internal.handshake.Admission;
import rtc.muc.internal.handshake.Admissions;
import rtc.muc.internal.ice.IceServers;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.room.MessageEncoder;
import rtc.muc.internal.room.Peer;
import rtc.muc.internal.room.PeerIdentity;
import rtc.muc.internal.room.Rooms;

/**
 * Attaches {@link Session}s to rooms, and enforces their time limits as long as they are open. Injected into this
 * project's endpoint and into those of an application. Thread-safe.
 */
public final class SessionRegistry implements PeerSessions {

    private static final System.Logger LOG = System.getLogger(WebSocketPeer.class.getName());
    private static final Set<Permission> EVERYTHING = Set.of(Permission.values());

    /**
     * One sweep advances the time by at most this much, so that clients do not time out because the machine was
     * suspended.
     */
    private static final long LONGEST_STEP = Duration.ofSeconds(5).toNanos();

    /** How long {@link #close} waits for the connections if there is no close timeout. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(3);

    private static final long A_MOMENT = Duration.ofMillis(10).toNanos();

    private final Rooms rooms;
    private final MessageEncoder encoding;
    private final ClientMessageDecoder decoder;
    private final ConnectionLimits limits;
    private final LivenessLimits liveness;
    private final Logout logout;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final DoubleSupplier jitter;
    private final OutboxBudget budget;
    private final OutboxRelief relief;
    private final Resumptions resumptions;
    private final Admissions admissions;
    private final IceServers iceServers;
    private final SessionAdapter adapter;
    private final LimitedLogs logs;
    private final LimitedLog refusals;
    private final LimitedLog bugs;
    private final Set<SweptConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean closed;

    // Accessed only by the sweep thread:
    private long now;
    private long lastSweep;

    /**
     * Made once for the application.
     *
     * @param rooms the rooms for the peers
     * @param encoding encodes the answers to joins
     * @param decoder reads messages
     * @param limits the limits of each connection, and of all together
     * @param liveness the limits for silent connections
     * @param logout what happens to the connection of a user whose HTTP session ends
     * @param nanos the clock for {@link #sweep}, in nanoseconds
     * @param clock the clock by which access expires
     * @param jitter random numbers from 0 to 1, which spread the pings
     * @param admissions the admissions of the sessions that passed the checks
     * @param iceServers the STUN and TURN servers for clients that ask for them when they join
     * @param resuming the limits of resuming
     * @param adapter the adapter for the server on which this runs
     */
    public SessionRegistry(
            Rooms rooms,
            MessageEncoder encoding,
            ClientMessageDecoder decoder,
            ConnectionLimits limits,
            LivenessLimits liveness,
            Logout logout,
            LongSupplier nanos,
            InstantSource clock,
            DoubleSupplier jitter,
            Admissions admissions,
            IceServers iceServers,
            ResumeLimits resuming,
            SessionAdapter adapter) {
        this.rooms = rooms;
        this.encoding = encoding;
        this.decoder = decoder;
        this.limits = limits;
        this.liveness = liveness;
        this.logout = logout;
        this.nanos = nanos;
        this.clock = clock;
        this.jitter = jitter;
        this.budget = new OutboxBudget(limits.outboxesBytes());
        this.relief = new OutboxRelief(budget);
        this.resumptions = new Resumptions(resuming, nanos, rooms.control());
        this.admissions = admissions;
        this.iceServers = iceServers;
        this.adapter = adapter;
        this.lastSweep = nanos.getAsLong();
        this.logs = new LimitedLogs(nanos);
        this.refusals = logs.of(LOG, Level.INFO);
        this.bugs = logs.of(LOG, Level.ERROR);
    }

    @Override
    public WebSocketPeer open(Session session) {
        Optional<Admission> admission = admissions.take(session);
        if (admission.isEmpty()) {
            throw refused(session, "the path of its endpoint is not one of muc.guarded-paths");
        }
        return open(session, admission.get().room(), admission);
    }

    @Override
    public WebSocketPeer open(Session session, RoomName room) {
        Optional<Admission> admission = admissions.take(session);
        if (admission.isEmpty()) {
            throw refused(session, "the path of its endpoint is not one of muc.guarded-paths");
        }
        return open(session, room, admission);
    }

    @Override
    public WebSocketPeer openVouchedFor(Session session, RoomName room) {
        return open(session, room, admissions.take(session));
    }

    private WebSocketPeer open(Session session, RoomName room, Optional<Admission> admission) {
        if (admission.isPresent() && !admission.get().room().equals(room)) {
            admission.get().end();
            throw refused(session, "it was admitted to another room than its endpoint specifies");
        }
        WebSocketPeer opened = open(
                new SessionConnection(session, admission, adapter),
                room,
                admission.map(Admission::identity).orElse(PeerIdentity.UNKNOWN),
                new SessionAccess(
                        iceServers,
                        admission.map(Admission::permissions).orElse(EVERYTHING),
                        admission.map(Admission::access).orElse(AccessPeriod.UNLIMITED),
                        admission.flatMap(Admission::renewal),
                        signedOut(admission)));
        admission.ifPresent(admitted -> admitted.onPing(opened::ping));
        adapter.countPings(session, opened::ping);
        admission.flatMap(Admission::login).ifPresent(login -> adapter.outlive(session, login.session()));
        return opened;
    }

    private NotAdmittedException refused(Session session, String cause) {
        Connection connection = new SessionConnection(session, Optional.empty(), adapter);
        boolean stopping = admissions.areClosed();
        String why = stopping ? "the application stops" : cause;
        refusals.log(() -> "A " + connection + " was refused: " + why);
        connection.close(stopping ? EndReason.RESTARTING : EndReason.NOT_ADMITTED);
        return new NotAdmittedException("The session was refused: " + why);
    }

    private BooleanSupplier signedOut(Optional<Admission> admission) {
        return admission
                .flatMap(Admission::login)
                .filter(login -> logout == Logout.END && login.signedIn())
                .<BooleanSupplier>map(login -> login::isOver)
                .orElse(() -> false);
    }

    WebSocketPeer open(Connection connection, RoomName room, PeerIdentity identity, SessionAccess access) {
        BoundedOutbox outbox = new BoundedOutbox(connection, encoding, limits, budget);
        Peer peer = rooms.attach(room, identity, access.permissions(), outbox);
        Membership membership = new Membership(peer, outbox, access, encoding, resumptions, bugs);
        peer.extend(membership);
        ConnectionSender sender = Objects.requireNonNull(outbox.connection().sender());
        Liveness signs = new Liveness(liveness, jitter.getAsDouble());
        WebSocketPeer session = new WebSocketPeer(
                membership,
                connection,
                sender,
                numbers.incrementAndGet(),
                decoder,
                new TextParts(limits.messageBytes()),
                signs,
                bugs);
        membership.begin(session);
        open.add(new SweptConnection(session, connection, sender, signs, limits));
        if (closed) {
            session.peer().end(EndReason.RESTARTING);
        }
        return session;
    }

    /**
     * Ends all sessions with 1012, also those that open later. Waits until they are closed, at most for the close
     * timeout, and then cuts the remaining ones. Called after the last {@link #sweep}.
     */
    public void close() {
        closed = true;
        open.forEach(swept -> swept.session().peer().end(EndReason.RESTARTING));
        resumptions.waiting().forEach(waiting -> waiting.peer().end(EndReason.RESTARTING));
        Duration patience = limits.closeTimeout().isZero() ? LONGEST_CLOSE : limits.closeTimeout();
        long start = nanos.getAsLong();
        open.removeIf(SweptConnection::isGone);
        while (!open.isEmpty() && nanos.getAsLong() - start < patience.toNanos()) {
            LockSupport.parkNanos(this, A_MOMENT);
            open.removeIf(SweptConnection::isGone);
        }
        open.forEach(SweptConnection::cut);
        open.clear();
        resumptions.clear();
    }

    /**
     * Sends pings, and ends the connections of clients that are silent or slow, have not joined in time, or have lost
     * their access. Called about every second, by one thread.
     */
    public void sweep() {
        long time = nanos.getAsLong();
        now += Math.min(time - lastSweep, LONGEST_STEP);
        lastSweep = time;
        Instant wallTime = clock.instant();
        open.removeIf(swept -> !sweep(swept, wallTime));
        resumptions.sweep(now, wallTime);
        logs.sweep();
        relief.log();
    }

    /** {@return how many connections are open now} */
    public int connections() {
        return open.size();
    }

    /** {@return how many connections have been opened since the start} */
    public long opened() {
        return numbers.get();
    }

    /** {@return how many peers have lost their connection and keep their place for a resume} */
    public int waitingPeers() {
        return resumptions.waiting().size();
    }

    /** {@return how many bytes the outboxes of all peers hold now} */
    public long outboxBytes() {
        return budget.used();
    }

    /** {@return how many bytes the outboxes of all peers may hold; 0 for no limit} */
    public long outboxLimitBytes() {
        return budget.limit();
    }

    /** Logs a failure of a session that was not yet attached to a room. */
    void failedToOpen(Throwable why) {
        bugs.log(() -> "Unexpected failure while a connection was opened; it is closed", why);
    }

    /**
     * Ends the peers with the fullest outboxes while all outboxes together exceed their budget. Called several times a
     * second, by the thread of {@link #sweep}.
     */
    public void relieve() {
        if (budget.isUsedUp()) {
            relief.relieve(open, resumptions.waiting());
        }
    }

    private boolean sweep(SweptConnection swept, Instant wallTime) {
        try {
            return swept.sweep(now, wallTime);
        } catch (RuntimeException bug) {
            swept.session().failed(bug);
            return true;
        }
    }
}
