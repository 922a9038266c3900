package rtc.muc.internal.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import rtc.muc.RoomName;
import rtc.muc.internal.room.RosterEntry;

/**
 * Checks the rules at the end of a simulation, and throughout it that no client sees a ghost: a peer that is long gone.
 */
final class EndChecks {

    /**
     * How long a client may see a peer that has gone: the silence that ends a session, and time for the notification.
     */
    private static final long LONGEST_GHOST = 18_000;

    private static final long GRACE = 5000;

    private final SimulatedCluster cluster;

    EndChecks(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    /** Looks for ghosts every second, at clients for which no message waits. */
    void watch() {
        for (SimulatedClient client : cluster.clients()) {
            if (!client.isOver() && client.connection().isIdle() && ranFor(client, LONGEST_GHOST)) {
                client.known().values().forEach(peer -> checkGhost(client, peer));
            }
        }
        cluster.after(1000, this::watch);
    }

    /**
     * {@return whether a client's node has run without a pause for this time} A node measures the silence of other
     * nodes from the end of its own pause.
     */
    private boolean ranFor(SimulatedClient client, long time) {
        SimulatedNode node = client.server().node();
        return !node.isPaused() && cluster.now() - node.resumedAt() > time;
    }

    void check() {
        List<SimulatedClient> here =
                cluster.clients().stream().filter(client -> !client.isOver()).toList();
        for (SimulatedClient client : here) {
            check(client.hasJoined(), "C2", client.id() + " has never joined");
            here.stream()
                    .filter(other -> other != client && other.room().equals(client.room()))
                    .forEach(other -> checkPair(client, other));
            client.known().values().forEach(peer -> checkPresent(client, peer));
        }
        cluster.sendings().forEach(this::checkTold);
        cluster.application().check();
        checkOrders();
        checkRosters(here);
    }

    private void checkGhost(SimulatedClient client, Presentation peer) {
        SimulatedClient other = cluster.client(peer.id);
        if (other != null && other.isOver() && ranFor(other, LONGEST_GHOST) && cluster.now() - peer.since > GRACE) {
            long gone = cluster.now() - noticeableSince(other);
            check(
                    gone < LONGEST_GHOST,
                    "C7",
                    client.id() + " still sees " + peer.wireId + ", gone for " + gone + " ms");
        }
    }

    /**
     * {@return from when on the nodes can notice that a client has gone: the end of its window or, if the client has
     * joined on another node, the beginning of the session of that node with the client's former one}
     */
    private long noticeableSince(SimulatedClient gone) {
        SimulatedServer now = gone.movedTo();
        RandomFaults faults = cluster.randomFaults();
        if (now == null || !faults.waitsLong()) {
            return gone.overAt() + (gone.connection().resumes() ? faults.window.toMillis() + GRACE : 0);
        }
        Long here = now.connectedSince(gone.server());
        Long there = gone.server().connectedSince(now);
        if (here == null || there == null || now.node().isPaused() || now.isStopped()) {
            return cluster.now();
        }
        return LongStream.of(gone.overAt(), here, there, now.node().resumedAt())
                .max()
                .getAsLong();
    }

    /** {@return whether a client has gone to a node that stopped, perhaps before it could notify the former one} */
    private static boolean mayRemain(@Nullable SimulatedClient gone) {
        return gone != null && gone.movedTo() != null && gone.movedTo().isStopped();
    }

    private void checkPair(SimulatedClient client, SimulatedClient other) {
        List<Presentation> there = presentations(client, other);
        check(there.size() == 1, "C7", client.id() + " sees " + other.id() + " " + there.size() + " times");
        List<Presentation> back = presentations(other, client);
        if (there.size() == 1 && back.size() == 1) {
            Presentation ours = there.get(0);
            Presentation theirs = back.get(0);
            check(
                    ours.status == other.status(),
                    "C7",
                    client.id() + " sees status " + ours.status + " of " + other.id() + ", not " + other.status());
            check(ours.first != theirs.first, "C1", client.id() + " and " + other.id() + " have no orientation");
            boolean met = ours.connected && theirs.connected && ours.offered == theirs.answered;
            check(!ours.first || met, "CALL", client.id() + " has no call with " + other.id());
        }
    }

    private void checkPresent(SimulatedClient client, Presentation peer) {
        SimulatedClient other = cluster.client(peer.id);
        check(
                mayRemain(other) || (other != null && !other.isOver()),
                "C7",
                client.id() + " sees the ghost " + peer.wireId);
    }

    private void checkTold(Sending sending) {
        SimulatedClient sender = sending.sender;
        boolean open = sending.taken && !sending.delivered && !sending.refused;
        if (open && !sender.isOver() && !sender.isLeaving() && !mayRemain(cluster.client(sending.recipient.id))) {
            Long left = sender.leftAt(sending.recipient.wireId);
            check(
                    left != null && left >= sending.sentAt,
                    "C6",
                    sending + " sent at " + sending.sentAt + " is neither delivered nor refused");
        }
    }

    private void checkOrders() {
        List<SimulatedClient> all =
                cluster.clients().stream().filter(SimulatedClient::hasJoined).toList();
        for (SimulatedClient first : all) {
            for (SimulatedClient second : all) {
                if (first != second
                        && first.server() == second.server()
                        && first.room().equals(second.room())) {
                    String difference = RosterStory.difference(first, second, conflates(first) || conflates(second));
                    check(difference == null, "C4", String.valueOf(difference));
                }
            }
        }
    }

    private boolean conflates(SimulatedClient client) {
        return cluster.randomFaults().conflates || client.connection().resumes();
    }

    /** Checks that the rooms of each node contain exactly the connected clients. */
    private void checkRosters(List<SimulatedClient> here) {
        Map<RoomName, Map<String, String>> expected =
                new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        here.forEach(client -> expected.computeIfAbsent(client.room(), name -> new TreeMap<>())
                .put(client.id(), Integer.toString(client.status())));
        for (SimulatedNode node : cluster.hosts()) {
            SimulatedServer server = node.server();
            if (server != null) {
                Map<RoomName, Map<String, String>> shown =
                        new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
                server.rooms().names().forEach(name -> shown.put(name, roster(server, name)));
                shown.values().removeIf(Map::isEmpty);
                check(shown.equals(expected), "C7", node.address() + " has " + shown + ", not " + expected);
            }
        }
    }

    private Map<String, String> roster(SimulatedServer server, RoomName name) {
        Map<String, String> roster = new TreeMap<>();
        for (RosterEntry entry : server.rooms().peers(name)) {
            String id = Presentation.ownId(entry.id());
            if (!mayRemain(cluster.client(id))) {
                roster.put(id, entry.status().text());
            }
        }
        return roster;
    }

    private static List<Presentation> presentations(SimulatedClient of, SimulatedClient other) {
        return of.known().values().stream()
                .filter(peer -> peer.id.equals(other.id()))
                .toList();
    }

    private void check(boolean right, String rule, String what) {
        if (!right) {
            cluster.violation(rule, what);
        }
    }
}
