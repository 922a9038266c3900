package rtc.muc.internal.cluster;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.ErrorCode;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.Rooms;
import rtc.muc.internal.room.RosterEntry;
import rtc.muc.internal.websocket.SimulatedSessions;

/** One deployment of the application on a node, with the rooms and links of production. */
final class SimulatedServer {

    private final SimulatedCluster cluster;
    private final SimulatedNode node;
    private final Rooms rooms;
    private final Links links;
    private final SimulatedSessions sessions;
    private final Map<String, SimulatedDriver> drivers = new TreeMap<>();
    private final long skew;
    private boolean ticking;
    private boolean stopped;

    SimulatedServer(SimulatedCluster cluster, SimulatedNode node, RoomLimits limits) {
        this.cluster = cluster;
        this.node = node;
        this.skew = cluster.random(3_000) * 1_000_000L;
        ClusterPublisher publisher = new ClusterPublisher();
        publisher.publishAs(node.address());
        this.rooms = new Rooms(
                this::encode,
                cluster::newId,
                InstantSource.fixed(Instant.EPOCH),
                this::nanos,
                limits,
                new Leaves(cluster),
                publisher);
        this.sessions =
                new SimulatedSessions(rooms, this::encode, cluster::said, this::nanos, cluster.randomFaults().window);
        LinkContext context = new LinkContext(
                new InterruptedRooms(rooms.shared(), cluster),
                this::nanos,
                cluster::newNumber,
                cluster.randomFaults().times(),
                cluster.randomFaults().bound,
                LinkListener.NONE);
        this.links = new Links(node.address(), context, publisher, this::driver, cluster.randomFaults().mostPast);
    }

    String address() {
        return node.address();
    }

    SimulatedNode node() {
        return node;
    }

    Rooms rooms() {
        return rooms;
    }

    /** {@return the sessions of the clients that can resume} */
    SimulatedSessions sessions() {
        return sessions;
    }

    Links links() {
        return links;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Runs a task on the node as soon as the node is not paused, unless the application has stopped by then. */
    void run(Runnable task) {
        node.run(() -> {
            if (!stopped) {
                task.run();
            }
        });
    }

    void start(long viewId, Set<String> members) {
        links.view(viewId, members);
        cluster.after(cluster.random(500), this::tick);
    }

    /** Stops the application in an orderly way. */
    void undeploy() {
        rooms.close(EndReason.RESTARTING);
        links.stop();
        stopped = true;
        cluster.lost(this);
    }

    /** Stops the application without notifying anybody. */
    void crash() {
        stopped = true;
        cluster.lost(this);
    }

    /** {@return whether the links are told now that a beat is due} */
    boolean isTicking() {
        return ticking;
    }

    void receive(String sender, NodeMessage message) {
        SimulatedDriver driver = drivers.get(sender);
        if (driver != null) {
            driver.arrives(message);
        }
        links.receive(sender, message);
    }

    void beat() {
        ticking = true;
        links.tick();
        ticking = false;
        rooms.announceDelayed();
        sessions.sweep();
    }

    private void tick() {
        if (!stopped) {
            if (!node.isPaused()) {
                run(this::beat);
            }
            cluster.after(475 + cluster.random(50), this::tick);
        }
    }

    /** {@return since when this side has a session with another node, null if it has none} */
    @Nullable
    Long connectedSince(SimulatedServer other) {
        SimulatedDriver driver = drivers.get(other.address());
        return driver == null ? null : driver.upSince();
    }

    private SimulatedDriver driver(String address) {
        SimulatedDriver driver = new SimulatedDriver(cluster, this, address);
        drivers.put(address, driver);
        return driver;
    }

    /** {@return the time on this node's clock; the clocks of nodes differ} */
    private long nanos() {
        return cluster.nanos() + skew;
    }

    /**
     * Encodes a message. Other threads may then run before the encoded message is used, except after a {@code joined},
     * which may be encoded while the room is locked.
     */
    private String encode(ServerMessage message) {
        if (!(message instanceof ServerMessage.Joined)) {
            cluster.scheduler().interrupt(message instanceof ServerMessage.PeerJoined ? 0.2 : 0.02);
        }
        if (message instanceof ServerMessage.Failure failure && failure.code() == ErrorCode.UNKNOWN_PEER) {
            cluster.refused(failure);
        }
        return cluster.write(message);
    }

    /** Notifies clients that their peers have left. */
    private record Leaves(SimulatedCluster cluster) implements RoomListener {
        @Override
        public void joined(RoomName room, RosterEntry peer) {}

        @Override
        public void left(RoomName room, RosterEntry peer, EndReason why) {
            SimulatedClient client = cluster.client(peer.id());
            if (client != null) {
                client.connection().peerLeft(why);
            }
        }
    }
}
