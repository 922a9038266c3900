package rtc.muc.internal.cluster.node;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.cluster.ClusterPublisher;
import rtc.muc.internal.cluster.LinkContext;
import rtc.muc.internal.cluster.LinkDriver;
import rtc.muc.internal.cluster.LinkTimes;
import rtc.muc.internal.cluster.Links;
import rtc.muc.internal.cluster.NodeMessage;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.room.SharedRooms;

/** This node in a cluster, until it is closed. Runs the links to the other nodes over a {@link NodeChannel}. */
public final class ClusterNode implements NodeChannel.Listener, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ClusterNode.class.getName());

    private static final int MOST_LINK_THREADS = 4;

    /**
     * How many messages from a node may wait for its link. If more wait, the channel's thread blocks, which slows down
     * the sender; after {@link #LONGEST_WAIT}, the thread drops the message. If that is a change, the session ends.
     */
    private static final int MOST_WAITING = 50_000;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofMinutes(1);
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final NodeChannel channel;
    private final Links links;
    private final LimitedLog ignoredLog;
    private final LimitedLog lostLog;
    private final LimitedLog refusedLog;
    private final AtomicLong ignored = new AtomicLong();
    private final NodeTraffic traffic = new NodeTraffic();
    private final Map<String, NodeDriver> drivers = new ConcurrentHashMap<>();
    private final ClusterThreads senderThreads;
    private final ThreadPoolExecutor linkThreads;
    private final ScheduledExecutorService beats;

    private ClusterNode(
            NodeChannel channel, SharedRooms rooms, ClusterPublisher publisher, long queueBytes, LimitedLogs logs) {
        this.channel = channel;
        @Nullable ClassLoader classes = Thread.currentThread().getContextClassLoader();
        this.senderThreads = new ClusterThreads("muc-cluster-send", classes);
        this.linkThreads = new ThreadPoolExecutor(
                MOST_LINK_THREADS,
                MOST_LINK_THREADS,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new ClusterThreads("muc-cluster-link", classes),
                new ThreadPoolExecutor.DiscardPolicy());
        this.beats = Executors.newSingleThreadScheduledExecutor(new ClusterThreads("muc-cluster-beat", classes));
        this.ignoredLog = logs.of(LOG, Level.WARNING);
        this.lostLog = logs.of(LOG, Level.WARNING);
        this.refusedLog = logs.of(LOG, Level.WARNING);
        LinkContext context = new LinkContext(
                rooms,
                System::nanoTime,
                new SecureRandom()::nextLong,
                LinkTimes.DEFAULT,
                queueBytes,
                new SessionLog(channel));
        this.links = new Links(channel.self(), context, publisher, this::driver);
    }

    /**
     * Starts this node's links to the other nodes.
     *
     * @param channel a connected channel, which is closed with this node, or if the node cannot start
     * @param publisher publishes the changes in the rooms
     * @param queueBytes how many bytes of changes may wait to be sent to one node
     */
    public static ClusterNode start(
            NodeChannel channel, SharedRooms rooms, ClusterPublisher publisher, long queueBytes, LimitedLogs logs) {
        ClusterNode node = new ClusterNode(channel, rooms, publisher, queueBytes, logs);
        boolean started = false;
        try {
            node.linkThreads.prestartAllCoreThreads();
            publisher.publishAs(channel.name());
            channel.listen(node);
            long beat = LinkTimes.DEFAULT.beat().toMillis();
            var unused = node.beats.scheduleAtFixedRate(node::beat, beat, beat, TimeUnit.MILLISECONDS);
            started = true;
            return node;
        } finally {
            if (!started) {
                node.close();
            }
        }
    }

    @Override
    public void view(long id, Set<String> nodes) {
        links.view(id, nodes);
    }

    @Override
    public void received(String node, byte[] message) {
        NodeMessage decoded;
        try {
            decoded = NodeMessageCodec.decode(message);
        } catch (InvalidNodeMessageException invalid) {
            long count = ignored.incrementAndGet();
            ignoredLog.log(() -> "Ignored a message of node " + channel.nameOf(node) + ": " + invalid.getMessage()
                    + "; " + count + " were ignored since the start");
            return;
        }
        traffic.countReceived(message.length);
        if (decoded instanceof NodeMessage.Numbered numbered
                && numbered.change() instanceof NodeMessage.InRefusedRoom) {
            refusedLog.log(() -> "Node " + channel.nameOf(node)
                    + " has peers in a room whose name this node does not accept. Its version"
                    + " of Java knows other characters; run the same version on all nodes");
        }
        if (hasRoom(drivers.get(node))) {
            links.receive(node, decoded);
        } else {
            traffic.countDropped();
            lostLog.log(() ->
                    "Dropped a message of node " + channel.nameOf(node) + ": too many wait; the session with it ends");
        }
    }

    /** {@return how many messages were ignored because they are malformed, foreign or of an unknown version} */
    public long ignored() {
        return ignored.get();
    }

    /** {@return how many messages were dropped because they were not made with the key of this node} */
    public long rejected() {
        return channel.rejected();
    }

    /** {@return the name of this node} */
    public String name() {
        return channel.name();
    }

    /** {@return the links to the other nodes, to read their state} */
    public Links links() {
        return links;
    }

    /** {@return the counters of the messages between this node and all others} */
    public NodeTraffic traffic() {
        return traffic;
    }

    /**
     * Notifies the other nodes that this node stops, and ends all threads within seconds. Called after the last peer
     * has left.
     */
    @Override
    public void close() {
        beats.shutdownNow();
        try {
            links.stop();
            linkThreads.shutdown();
            var unused = linkThreads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
            drivers.values().forEach(driver -> driver.sender().stop());
            long end = System.nanoTime() + FAREWELL.toNanos();
            for (NodeDriver driver : drivers.values()) {
                driver.sender().awaitEnd(Duration.ofNanos(end - System.nanoTime()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            channel.close();
        }
    }

    /** Catches all exceptions, because one that escaped would end the timer. */
    private void beat() {
        try {
            links.tick();
        } catch (RuntimeException | Error bug) {
            LOG.log(Level.ERROR, "A beat of the cluster failed; the next one follows", bug);
        }
    }

    private LinkDriver driver(String node) {
        NodeDriver driver = new NodeDriver(
                new SerialTasks(linkThreads),
                made -> new Sender(() -> sendNext(node, made), senderThreads, REST),
                ended -> drivers.remove(node, ended));
        drivers.put(node, driver);
        return driver;
    }

    /**
     * Sends the next message to a node. A message that cannot be sent leaves a gap, which ends the session. Catches all
     * exceptions, because the next message may be sent.
     */
    private boolean sendNext(String node, LinkDriver driver) {
        @Nullable NodeMessage next = links.next(node, driver);
        if (next == null) {
            return false;
        }
        try {
            byte[] message = NodeMessageCodec.encode(next);
            channel.send(node, message);
            traffic.countSent(message.length);
        } catch (ClosedChannelException alreadyLogged) {
            traffic.countUnsent();
        } catch (IOException | IllegalArgumentException failed) {
            traffic.countUnsent();
            lostLog.log(() -> lost(node) + failed.getMessage());
        } catch (RuntimeException | Error bug) {
            traffic.countUnsent();
            lostLog.log(() -> lost(node) + bug, bug);
        }
        return true;
    }

    private String lost(String node) {
        return "A message to node " + channel.nameOf(node) + " is lost, and the session with it ends: ";
    }

    private static boolean hasRoom(@Nullable NodeDriver driver) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (driver != null && driver.tasks().waiting() > MOST_WAITING) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return true;
    }
}
