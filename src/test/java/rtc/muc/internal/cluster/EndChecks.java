package rtc.muc.internal.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
            long gone = cluster.now() - other.overAt();
            check(
                    gone < LONGEST_GHOST,
                    "C7",
                    client.id() + " still sees " + peer.wireId + ", gone for " + gone + " ms");
        }
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
        check(other != null && !other.isOver(), "C7", client.id() + " sees the ghost " + peer.wireId);
    }

    private void checkTold(Sending sending) {
        SimulatedClient sender = sending.sender;
        if (!sender.isOver() && !sender.isLeaving() && sending.taken && !sending.delivered && !sending.refused) {
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
                    String difference = RosterStory.difference(first, second, cluster.randomFaults().conflates);
                    check(difference == null, "C4", String.valueOf(difference));
                }
            }
        }
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
                check(shown.equals(expected), "C7", node.address() + " has " + shown + ", not " + expected);
            }
        }
    }

    private static Map<String, String> roster(SimulatedServer server, RoomName name) {
        Map<String, String> roster = new TreeMap<>();
        for (RosterEntry entry : server.rooms().peers(name)) {
            roster.put(Presentation.ownId(entry.id()), entry.status().text());
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
