package rtc.muc.internal.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.PeerControl;
import rtc.muc.internal.room.RosterEntry;

/**
 * The application, which runs on all nodes. Through any node, it sends events to peers on all nodes, ends peers, and
 * bans principals, and it checks the results.
 */
final class SimulatedApplication {

    static final int PRINCIPALS = 60;

    /** The duration of a ban, longer than the simulation. */
    private static final Duration LONG = Duration.ofHours(1);

    /**
     * An event, or the end of a peer, that the application requested through a node.
     *
     * @param wireId the id by which that node knew the peer
     * @param notice the number of the event, 0 if the peer is to be ended
     */
    private record Asked(SimulatedServer server, RoomName room, String wireId, SimulatedClient peer, int notice) {
        boolean isDue(Set<String> delivered) {
            return notice == 0 ? !peer.isOver() : !peer.isOver() && !delivered.contains(delivery(peer, notice));
        }

        boolean isKnown() {
            return server.rooms().peers(room).stream()
                    .anyMatch(entry -> entry.id().equals(wireId));
        }
    }

    /** The last ban of a principal, or its lifting; the server is null if bans came through several servers. */
    private record LastBan(@Nullable SimulatedServer server, boolean banned) {}

    private final SimulatedCluster cluster;
    private final List<Asked> asked = new ArrayList<>();
    private final List<SimulatedServer> senders = new ArrayList<>();
    private final Set<String> delivered = new HashSet<>();
    private final Map<String, Integer> lastHeard = new HashMap<>();
    private final Map<String, LastBan> bans = new TreeMap<>();
    private boolean calm;

    SimulatedApplication(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    void plan() {
        cluster.after(2000 + cluster.random(2000), this::act);
    }

    void calm() {
        calm = true;
    }

    private static String delivery(SimulatedClient client, int notice) {
        return client.id() + " " + notice;
    }

    /** Records that a notice is in the outbox of a client. */
    void delivered(SimulatedClient client, ServerMessage.ServerEvent event) {
        check(delivered.add(delivery(client, number(event))), "C3", event + " is delivered twice to " + client.id());
    }

    /** Checks a notice that a client receives: the notices of one node arrive in order, each at most once. */
    void heard(SimulatedClient client, ServerMessage.ServerEvent event) {
        int notice = number(event);
        SimulatedServer sender = senders.get(notice - 1);
        check(event.event().equals(client.room().value()), "C8", client.id() + " hears " + event + " of another room");
        Integer last = lastHeard.put(client.id() + " " + sender.address(), notice);
        check(last == null || last < notice, "C3", client.id() + " hears " + event + " late or twice");
        cluster.count("notices heard");
    }

    /**
     * Checks at the end that each accepted request was carried out, unless the node that accepted it has stopped or no
     * longer has the peer under the same id. Also checks the bans.
     */
    void check() {
        for (Asked each : asked) {
            boolean broken = !each.server().isStopped() && each.isDue(delivered) && each.isKnown();
            check(!broken, "APP", each.server().address() + " was asked for nothing: " + each.wireId() + each.notice());
        }
        for (int principal = 0; principal < PRINCIPALS; principal++) {
            checkBan("u" + principal);
        }
    }

    private void checkBan(String principal) {
        Set<Boolean> banned = new HashSet<>();
        cluster.hosts().stream()
                .map(SimulatedNode::server)
                .filter(Objects::nonNull)
                .forEach(server -> banned.add(server.rooms().control().isBanned(principal)));
        check(banned.size() < 2, "BAN", "some nodes have a ban of " + principal + ", and some have not");
        LastBan last = bans.get(principal);
        if (last != null && last.server() != null && !last.server().isStopped()) {
            check(banned.equals(Set.of(last.banned())), "BAN", "the last word on " + principal + " is forgotten");
        }
        cluster.clients().stream()
                .filter(client -> !client.isOver() && client.principal().equals(principal))
                .forEach(client -> check(!banned.contains(true), "BAN", client.id() + " is banned, and here"));
    }

    private void act() {
        SimulatedServer server =
                cluster.hosts().get(cluster.random(cluster.hosts().size())).server();
        int choice = cluster.random(100);
        if (calm) {
            return;
        }
        if (choice < 20) {
            int principal = cluster.random(PRINCIPALS);
            SimulatedServer usual =
                    cluster.hosts().get(principal % cluster.hosts().size()).server();
            SimulatedServer through = cluster.chance(0.8) ? usual : server;
            if (through != null && cluster.randomFaults().losesClients) {
                through.run(() -> ban(through, "u" + principal, choice < 10));
            }
        } else if (server != null) {
            server.run(() -> actOn(server, choice));
        }
        cluster.after(100 + cluster.random(900), this::act);
    }

    private void ban(SimulatedServer server, String principal, boolean ban) {
        PeerControl control = server.rooms().control();
        boolean done = true;
        if (ban) {
            control.ban(principal, LONG);
        } else {
            done = control.unban(principal);
        }
        cluster.tell(() -> server.address() + (ban ? " bans " : " lifts the ban of ") + principal);
        LastBan before = bans.get(principal);
        if (done) {
            cluster.count(ban ? "bans" : "bans lifted");
            boolean alone = before == null || before.server() == server;
            bans.put(principal, new LastBan(alone ? server : null, ban));
        }
    }

    private void actOn(SimulatedServer server, int choice) {
        List<RoomName> names = server.rooms().names().stream()
                .sorted((a, b) -> a.value().compareTo(b.value()))
                .toList();
        if (names.isEmpty()) {
            return;
        }
        RoomName room = names.get(cluster.random(names.size()));
        List<RosterEntry> entries = server.rooms().peers(room);
        RosterEntry entry = entries.get(cluster.random(entries.size()));
        if (choice < 25 && cluster.randomFaults().losesClients) {
            cluster.tell(() -> server.address() + " is asked to end " + entry.id());
            if (server.rooms().control().end(room, entry.id())) {
                cluster.count("ends");
                note(server, room, entry, 0);
            }
        } else if (choice < 75) {
            int notice = next(server);
            if (server.rooms().control().send(room, entry.id(), notice(room, notice))) {
                note(server, room, entry, notice);
            }
        } else {
            int notice = next(server);
            int reached = server.rooms().control().sendToAll(room, notice(room, notice));
            if (reached == entries.size()) {
                entries.forEach(each -> note(server, room, each, notice));
            }
        }
    }

    private void note(SimulatedServer server, RoomName room, RosterEntry entry, int notice) {
        SimulatedClient peer = Objects.requireNonNull(cluster.client(Presentation.ownId(entry.id())));
        asked.add(new Asked(server, room, entry.id(), peer, notice));
    }

    private int next(SimulatedServer server) {
        senders.add(server);
        return senders.size();
    }

    private static ServerMessage.ServerEvent notice(RoomName room, int number) {
        return new ServerMessage.ServerEvent(room.value(), new JsonText(Integer.toString(number)));
    }

    private static int number(ServerMessage.ServerEvent event) {
        return Integer.parseInt(Objects.requireNonNull(event.data()).text());
    }

    private void check(boolean right, String rule, String what) {
        if (!right) {
            cluster.violation(rule, what);
        }
    }
}
