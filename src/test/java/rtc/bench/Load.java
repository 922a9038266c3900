package rtc.bench;

import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A closed load: a fixed number of messages is on the way, and the next message is sent when one has arrived. Every
 * server is thus under the same load and runs at its full speed. Uses one thread and one selector.
 */
public final class Load implements AutoCloseable {

    private static final int MESSAGE_BYTES = 300;

    private final Selector selector = Selector.open();
    private final List<LoadPeer> peers = new ArrayList<>();
    private final Map<LoadPeer, LoadPeer> senders = new HashMap<>();
    private final int window;
    private final int fanOut;
    private final boolean resuming;

    private long[] latencies = {};
    private int deliveries;
    private int unsent;

    private Load(int window, int fanOut, boolean resuming) throws IOException {
        this.window = window;
        this.fanOut = fanOut;
        this.resuming = resuming;
    }

    /**
     * Creates a load in which every peer sends {@code to} messages to the next peer of its room, and the last peer to
     * the first, with {@code window} messages of each peer on the way.
     */
    public static Load relay(URI base, int rooms, int peersPerRoom, int window) throws IOException {
        return relay(base, rooms, peersPerRoom, window, false);
    }

    /** Like {@link #relay(URI, int, int, int)}; if {@code resuming}, the peers ask for {@code resume}. */
    static Load relay(URI base, int rooms, int peersPerRoom, int window, boolean resuming) throws IOException {
        Load load = new Load(window * rooms * peersPerRoom, 1, resuming);
        for (int room = 0; room < rooms; room++) {
            load.relayInRoom(load.join(List.of(base), "relay-" + room + "-" + System.nanoTime(), peersPerRoom));
        }
        return load;
    }

    /**
     * Creates a load like {@link #relay(URI, int, int, int)} with one message of each peer on the way, for peers on
     * several nodes of a cluster.
     *
     * @param nodesOfRooms for each room, the addresses of the nodes to which its peers are connected in turn
     * @param name the prefix of the names of the rooms, which a number follows
     */
    public static Load relayOverNodes(List<List<URI>> nodesOfRooms, String name, int peersPerRoom) throws IOException {
        Load load = new Load(nodesOfRooms.size() * peersPerRoom, 1, false);
        for (int room = 0; room < nodesOfRooms.size(); room++) {
            load.relayInRoom(load.join(nodesOfRooms.get(room), name + room, peersPerRoom));
        }
        return load;
    }

    /**
     * Creates a load in which the peers of one room take turns to send a {@code status} to all others, with
     * {@code window} statuses on the way.
     */
    static Load broadcast(URI base, String room, int peers, int window) throws IOException {
        return broadcast(base, room, peers, window, false);
    }

    /** Like {@link #broadcast(URI, String, int, int)}; if {@code resuming}, the peers ask for {@code resume}. */
    static Load broadcast(URI base, String room, int peers, int window, boolean resuming) throws IOException {
        Load load = new Load(window, peers - 1, resuming);
        for (LoadPeer peer : load.join(List.of(base), room, peers)) {
            peer.says(padded(json("{'type':'status','status':{")));
        }
        return load;
    }

    /** Sends this many messages, and returns when each has reached all of its recipients. */
    public LoadRun run(int messages, Duration patience) throws IOException {
        latencies = new long[Math.multiplyExact(messages, fanOut)];
        deliveries = 0;
        unsent = messages;
        long start = System.nanoTime();
        while (unsent > 0 && messages - unsent < window) {
            sendNext(peers.get((messages - unsent) % peers.size()));
        }
        while (deliveries < latencies.length) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new SocketTimeoutException(deliveries + " of " + latencies.length + " deliveries");
            }
            for (LoadPeer peer : peers) {
                peer.flush();
            }
            selector.select(1000);
            for (var key : selector.selectedKeys()) {
                LoadPeer peer = (LoadPeer) key.attachment();
                peer.receive(nanos -> delivered(peer, nanos));
            }
            selector.selectedKeys().clear();
        }
        return new LoadRun(Duration.ofNanos(System.nanoTime() - start), latencies);
    }

    private void delivered(LoadPeer receiver, long nanos) {
        latencies[deliveries++] = nanos;
        if (deliveries % fanOut == 0) {
            sendNext(senders.getOrDefault(receiver, peers.get(deliveries / fanOut % peers.size())));
        }
    }

    private void sendNext(LoadPeer sender) {
        if (unsent > 0) {
            unsent--;
            sender.send();
        }
    }

    private void relayInRoom(List<LoadPeer> inRoom) {
        for (int i = 0; i < inRoom.size(); i++) {
            LoadPeer sender = inRoom.get(i);
            LoadPeer next = inRoom.get((i + 1) % inRoom.size());
            sender.says(padded(json("{'type':'to','peer':'" + next.id() + "','event':'load','data':{")));
            senders.put(next, sender);
        }
    }

    private List<LoadPeer> join(List<URI> bases, String room, int count) throws IOException {
        List<LoadPeer> joined = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            joined.add(LoadPeer.join(bases.get(i % bases.size()), room, resuming, selector));
        }
        peers.addAll(joined);
        return joined;
    }

    static String padded(String head) {
        String end = "\",\"sent\":\"" + LoadPeer.STAMP + LoadPeer.TAIL;
        String text = head + "\"text\":\"";
        return text + "x".repeat(MESSAGE_BYTES - text.length() - end.length()) + end;
    }

    @Override
    public void close() throws IOException {
        for (LoadPeer peer : peers) {
            peer.close();
        }
        selector.close();
    }
}
