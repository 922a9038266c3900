package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jgroups.JChannel;
import org.jgroups.util.Util;
import rtc.FreePorts;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.cluster.ClusterPublisher;
import rtc.muc.internal.cluster.LinkContext;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.cluster.node.ClusterMember;
import rtc.muc.internal.cluster.node.ClusterNode;
import rtc.muc.internal.cluster.node.ClusterRules;
import rtc.muc.internal.cluster.node.NodeChannel;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.room.PeerControl;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.Rooms;

/** A node as in production, but without a server around it. */
final class TestNode implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final String name;
    private final MessageCodec codec;
    private final JChannel channel;
    private final Rooms rooms;
    private final ClusterNode node;

    private TestNode(String name, MessageCodec codec, JChannel channel, UnaryOperator<NodeChannel> wrapping) {
        this(name, codec, channel, wrapping.apply(new JGroupsChannel(channel)));
    }

    private TestNode(String name, MessageCodec codec, JChannel channel, NodeChannel used) {
        this.name = name;
        this.codec = codec;
        this.channel = channel;
        ClusterPublisher publisher = new ClusterPublisher();
        this.rooms = new Rooms(
                codec::write,
                () -> UUID.randomUUID().toString(),
                InstantSource.fixed(Instant.EPOCH),
                System::nanoTime,
                RoomLimits.NONE,
                RoomListener.NONE,
                publisher);
        this.node = ClusterNode.start(
                used, rooms.shared(), publisher, LinkContext.DEFAULT_BOUND, new LimitedLogs(System::nanoTime));
    }

    /** Starts a node on the first of these ports; the other ports belong to other nodes. */
    static TestNode start(String name, MessageCodec codec, List<Integer> ports) throws IOException {
        return start(name, codec, ports, ClusterKey.NONE);
    }

    /** Starts a node that has this key. */
    static TestNode start(String name, MessageCodec codec, List<Integer> ports, ClusterKey key) throws IOException {
        return start(name, codec, ports, key, KeyChallenge.PATIENCE);
    }

    /** Starts a node that waits at most this long for another node's proof that it has the key. */
    static TestNode start(String name, MessageCodec codec, List<Integer> ports, ClusterKey key, Duration patience)
            throws IOException {
        return new TestNode(name, codec, open(ports, key, patience), UnaryOperator.identity());
    }

    /** Starts a node with these rules. */
    static TestNode start(String name, MessageCodec codec, ClusterRules rules) throws IOException {
        JChannel channel = OwnChannel.open(rules, new LimitedLogs(System::nanoTime));
        return new TestNode(name, codec, channel, UnaryOperator.identity());
    }

    /** Starts a node whose server is of another version. */
    static TestNode startOtherVersion(String name, MessageCodec codec, List<Integer> ports) throws IOException {
        JChannel channel = open(ports, ClusterKey.NONE, KeyChallenge.PATIENCE);
        return new TestNode(name, codec, channel, OtherVersionChannel::new);
    }

    /** Starts a node that uses a server's channel, which is not closed with the node. */
    static TestNode startOnServer(String name, MessageCodec codec, JChannel server, String cluster, ClusterKey key)
            throws IOException {
        ClusterRules rules =
                new ClusterRules(true, cluster, key, 1 << 26, new ClusterRules.OwnChannel(LOOPBACK, 1, List.of(), ""));
        NodeChannel fork = JGroupsChannel.onServer(server, rules, new LimitedLogs(System::nanoTime));
        return new TestNode(name, codec, server, fork);
    }

    private static JChannel open(List<Integer> ports, ClusterKey key, Duration patience) throws IOException {
        return OwnChannel.open(rules(ports, key), patience, new LimitedLogs(System::nanoTime));
    }

    static ClusterRules rules(List<Integer> ports, ClusterKey key) {
        List<ClusterMember> members =
                ports.stream().map(port -> new ClusterMember(LOOPBACK, port)).toList();
        return new ClusterRules(
                true, "test", key, 1 << 26, new ClusterRules.OwnChannel(LOOPBACK, ports.get(0), members, ""));
    }

    /** {@return free ports; the ports of the failure detection, which are higher by a fixed number, are free, too} */
    static List<Integer> freePorts(int count) {
        return FreePorts.some(count, OwnChannel.FAILURE_PORT);
    }

    TracedClient client(String room) {
        return new TracedClient(rooms, name, codec, room);
    }

    PeerControl control() {
        return rooms.control();
    }

    /** {@return the peers of a room with their nodes} */
    List<String> peersWithNodes(String room) {
        return rooms.peers(new RoomName(room)).stream()
                .map(peer -> peer.id() + "@" + peer.node())
                .toList();
    }

    JChannel channel() {
        return channel;
    }

    ClusterNode node() {
        return node;
    }

    int nodesSeen() {
        return channel.getView().size();
    }

    /** {@return the ids of the peers in a room, as this node knows them} */
    List<String> roster(String room) {
        return rooms.peers(new RoomName(room)).stream().map(peer -> peer.id()).toList();
    }

    /** Closes the channel without notifying the other nodes. */
    void kill() throws Exception {
        Util.shutdown(channel);
    }

    /** Stops the node like an undeployment. */
    @Override
    public void close() {
        rooms.close(EndReason.RESTARTING);
        node.close();
    }
}
