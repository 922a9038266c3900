package rtc.muc.internal.websocket;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import rtc.muc.EndReason;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.handshake.AccessPeriod;
import rtc.muc.internal.ice.IceRules;
import rtc.muc.internal.ice.IceServers;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.room.MessageEncoder;
import rtc.muc.internal.room.Peer;
import rtc.muc.internal.room.PeerIdentity;
import rtc.muc.internal.room.Rooms;

/**
 * The sessions of one simulated node: the memberships, outboxes and resumptions of production, over simulated
 * connections. It replaces {@link SessionRegistry}, whose order of sweeps differs between runs.
 */
public final class SimulatedSessions {

    /** A simulated connection. */
    public interface Wire {
        /**
         * Sends a text.
         *
         * @param sent called when the text is sent, but never if the connection is lost first
         */
        void send(String text, Runnable sent);

        void ping(ByteBuffer payload);

        void close(EndReason why);
    }

    private static final long LONGEST_STEP = Duration.ofSeconds(5).toNanos();
    private static final ConnectionLimits LIMITS = new ConnectionLimits(0, 0, 0, 0, Duration.ZERO, Duration.ZERO);

    private final Rooms rooms;
    private final MessageEncoder encoding;
    private final ClientMessageDecoder decoder;
    private final LongSupplier nanos;
    private final Resumptions resumptions;
    private final OutboxBudget budget = new OutboxBudget(0);
    private final IceServers iceServers = new IceServers(IceRules.NONE, InstantSource.fixed(Instant.EPOCH));
    private final LimitedLog bugs;
    private final List<Membership> memberships = new ArrayList<>();
    private long opened;
    private long now;
    private long lastSweep;

    /**
     * Creates an object without sessions.
     *
     * @param reading reads a message of a client
     * @param window how long a peer waits for its client
     */
    public SimulatedSessions(
            Rooms rooms,
            MessageEncoder encoding,
            Function<String, ClientMessage> reading,
            LongSupplier nanos,
            Duration window) {
        this.rooms = rooms;
        this.encoding = encoding;
        this.decoder = new ClientMessageDecoder() {
            @Override
            public ClientMessage decode(String text) {
                return reading.apply(text);
            }
        };
        this.nanos = nanos;
        this.resumptions = new Resumptions(new ResumeLimits(window, Rate.UNLIMITED), nanos, rooms.control());
        this.bugs = new LimitedLogs(nanos).of(System.getLogger(SimulatedSessions.class.getName()), Level.ERROR);
        this.lastSweep = nanos.getAsLong();
    }

    /** {@return the session of a new connection} */
    public WebSocketPeer open(Wire wire, RoomName room, PeerIdentity identity) {
        Connection connection = new Simulated(wire);
        SessionAccess access = new SessionAccess(
                iceServers, Set.of(Permission.values()), AccessPeriod.UNLIMITED, Optional.empty(), () -> false);
        BoundedOutbox outbox = new BoundedOutbox(connection, encoding, LIMITS, budget);
        Peer peer = rooms.attach(room, identity, access.permissions(), outbox);
        Membership membership = new Membership(peer, outbox, access, encoding, resumptions, bugs);
        peer.extend(membership);
        WebSocketPeer session = new WebSocketPeer(
                membership,
                connection,
                Objects.requireNonNull(outbox.connection().sender()),
                ++opened,
                decoder,
                new TextParts(0),
                new Liveness(LivenessLimits.NONE, 1),
                bugs);
        membership.begin(session);
        memberships.add(membership);
        return session;
    }

    /** {@return the peer of a session} */
    public static Peer peer(WebSocketPeer session) {
        return session.peer();
    }

    /** Ends the peers whose window is over, in the order in which they connected. */
    public void sweep() {
        long time = nanos.getAsLong();
        now += Math.min(time - lastSweep, LONGEST_STEP);
        lastSweep = time;
        memberships.removeIf(membership -> !membership.sweep(now, Instant.EPOCH));
        resumptions.sweep(now, Instant.EPOCH);
    }

    private record Simulated(Wire wire) implements Connection {
        @Override
        public void send(String text, SendHandler done) {
            wire.send(text, () -> done.onResult(new SendResult()));
        }

        @Override
        public void ping(ByteBuffer payload) {
            wire.ping(payload);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isHeld() {
            return false;
        }

        @Override
        public void close(EndReason why) {
            wire.close(why);
        }

        @Override
        public void cut() {}
    }
}
