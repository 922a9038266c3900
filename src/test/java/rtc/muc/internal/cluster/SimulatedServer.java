package rtc.muc.internal.cluster;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import rtc.muc.EndReason;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.Rooms;

/** The application on a node, from its start to its end: rooms and links as in production. */
final class SimulatedServer {

    private final SimulatedCluster cluster;
    private final SimulatedNode node;
    private final Rooms rooms;
    private final Links links;
    private final Map<String, SimulatedDriver> drivers = new TreeMap<>();
    private final long skew;
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
                RoomListener.NONE,
                publisher);
        LinkContext context = new LinkContext(
                new InterruptedRooms(rooms.shared(), cluster.scheduler()),
                this::nanos,
                cluster::newNumber,
                cluster.weather().times(),
                cluster.weather().bound);
        this.links = new Links(node.address(), context, publisher, this::driver);
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

    Links links() {
        return links;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Does something on the node, as soon as that runs. */
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

    /** The application ends in order. */
    void undeploy() {
        rooms.close(EndReason.RESTARTING);
        links.stop();
        stopped = true;
        cluster.lost(this);
    }

    /** The node is gone with everything. */
    void crash() {
        stopped = true;
        cluster.lost(this);
    }

    void receive(String sender, NodeMessage message) {
        links.receive(sender, message);
    }

    void beat() {
        links.tick();
        rooms.announceDelayed();
    }

    private void tick() {
        if (!stopped) {
            if (!node.isPaused()) {
                run(this::beat);
            }
            cluster.after(475 + cluster.random(50), this::tick);
        }
    }

    private SimulatedDriver driver(String address) {
        SimulatedDriver driver = new SimulatedDriver(cluster, this, address);
        drivers.put(address, driver);
        return driver;
    }

    /** The clocks of nodes differ. */
    private long nanos() {
        return cluster.nanos() + skew;
    }

    /** Another thread may come between before what is encoded is used, for a joined that is no first one apart. */
    private String encode(ServerMessage message) {
        if (!(message instanceof ServerMessage.Joined)) {
            cluster.scheduler().interrupt(message instanceof ServerMessage.PeerJoined ? 0.2 : 0.02);
        }
        return cluster.write(message);
    }
}
