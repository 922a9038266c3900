package rtc.muc.internal.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.PeerIdentity;
import rtc.trace.Trace;

/**
 * A client that calls all peers of its room, like a browser: it makes an offer to each peer that {@code peer_joined}
 * announces, and answers the offers of other peers. It checks each message against the rules on arrival.
 */
final class SimulatedClient {

    private final SimulatedCluster cluster;
    private final RoomName room;
    private final String principal;
    private final SimulatedConnection connection;
    private final String id;

    private final Map<String, Presentation> known = new LinkedHashMap<>();
    private final Set<String> everKnown = new HashSet<>();
    private final Map<String, Long> leftAt = new HashMap<>();
    private final RosterStory story = new RosterStory();
    private final Map<String, Integer> lastEvents = new HashMap<>();
    private final Map<String, Integer> lastStatuses = new HashMap<>();

    private final TraceNotes notes = new TraceNotes();

    private boolean joined;
    private boolean leaving;
    private boolean over;
    private @Nullable SimulatedServer movedTo;
    private long overAt;
    private int operations;
    private int status;

    SimulatedClient(SimulatedCluster cluster, SimulatedServer server, RoomName room, String principal, int bound) {
        this.cluster = cluster;
        this.room = room;
        this.principal = principal;
        this.connection = cluster.randomFaults().resumes && cluster.chance(0.5)
                ? new ResumingConnection(cluster, server, this)
                : new PlainConnection(cluster, server, this, bound);
        this.id = connection.peer().id();
    }

    String id() {
        return id;
    }

    RoomName room() {
        return room;
    }

    String principal() {
        return principal;
    }

    PeerIdentity identity() {
        return new PeerIdentity(Optional.of(principal), "", Optional.empty());
    }

    SimulatedConnection connection() {
        return connection;
    }

    SimulatedServer server() {
        return connection.server();
    }

    TraceNotes notes() {
        return notes;
    }

    /** {@return what the client sent and received; called when no message is in transit} */
    Trace trace() {
        Trace.End ended = leaving && connection.hasLeft() ? Trace.End.LEFT : Trace.End.ENDED;
        return notes.trace(id, room.value(), server().address(), over ? ended : Trace.End.LIVE);
    }

    boolean hasJoined() {
        return joined;
    }

    boolean isLeaving() {
        return leaving;
    }

    boolean isOver() {
        return over;
    }

    long overAt() {
        return overAt;
    }

    int status() {
        return status;
    }

    Map<String, Presentation> known() {
        return known;
    }

    RosterStory story() {
        return story;
    }

    /** {@return when the client was notified that a peer left, null if it was not} */
    @Nullable
    Long leftAt(String wireId) {
        return leftAt.get(wireId);
    }

    void join() {
        connection.say(new ClientMessage.Join(new JsonText("0"), true, false, false, connection.resumes()));
    }

    void changeStatus() {
        if (joined && !leaving && !over) {
            status = ++operations;
            connection.say(new ClientMessage.Status(new JsonText(Integer.toString(status))));
        }
    }

    void chat() {
        if (!known.isEmpty()) {
            List<Presentation> all = new ArrayList<>(known.values());
            send(all.get(cluster.random(all.size())), "chat", 0);
        }
    }

    void leave() {
        if (!leaving && !over) {
            leaving = true;
            connection.say(new ClientMessage.Leave());
        }
    }

    /** Cuts the client's connection for good, unless its peer would then wait longer than the simulation lasts. */
    void vanish() {
        if (connection.resumes() && cluster.randomFaults().waitsLong()) {
            connection.stall(cluster.random(8000));
            return;
        }
        end();
        connection.vanish();
    }

    void end() {
        if (!over) {
            over = true;
            overAt = cluster.now();
            cluster.tell(() -> id + " is over");
        }
    }

    /** Lets the client join as a new peer of another node, because it cannot resume there. */
    void moveTo(SimulatedServer other) {
        end();
        movedTo = other;
        cluster.welcome(other, this);
    }

    /** {@return the server on which the client has joined anew, null if it has not} */
    @Nullable
    SimulatedServer movedTo() {
        return movedTo;
    }

    void receive(ServerMessage message) {
        if (over) {
            return;
        }
        cluster.tell(() -> "  " + id + " <- " + message);
        notes.heard(message);
        if (message instanceof ServerMessage.Joined listed) {
            cluster.count(joined ? "supplementary joined" : "joins");
            listed.peers().forEach((peer, value) -> meet(peer, value, false, !joined));
            joined = true;
        } else if (message instanceof ServerMessage.PeerJoined came) {
            meet(came.peer(), came.status(), true, false);
        } else if (message instanceof ServerMessage.PeerStatus changed) {
            hearStatus(changed.peer(), Integer.parseInt(changed.status().text()));
        } else if (message instanceof ServerMessage.From from) {
            hear(from.peer(), cluster.sendingOf(from.data()));
        } else if (message instanceof ServerMessage.PeerLeft gone) {
            seeOff(gone.peer());
        } else if (message instanceof ServerMessage.ServerEvent event) {
            cluster.application().heard(this, event);
        }
    }

    private void meet(String wireId, JsonText value, boolean first, boolean snapshot) {
        Presentation peer = new Presentation(wireId, first, Integer.parseInt(value.text()), cluster.now());
        SimulatedClient other = cluster.client(peer.id);
        check(joined || snapshot, "C2", "is told of " + wireId + " before it has joined");
        check(everKnown.add(wireId), "C3", "is told of " + wireId + " twice");
        check(other != null && other != this && other.room.equals(room), "C8", "meets " + wireId + " of another room");
        cluster.count(wireId.equals(peer.id) ? "presentations" : "presentations anew");
        lastStatuses.merge(peer.id, peer.status, Math::max);
        known.put(wireId, peer);
        story.met(peer, snapshot);
        if (first) {
            peer.offered = cluster.newCall();
            send(peer, "offer", peer.offered);
        }
    }

    private void hearStatus(String wireId, int value) {
        Presentation peer = known.get(wireId);
        if (peer == null) {
            check(false, "C2", "hears a status of " + wireId + ", which it does not know");
            return;
        }
        int last = cluster.isPaced() ? -1 : lastEvents.getOrDefault(peer.id, -1);
        check(
                value > Math.max(last, lastStatuses.getOrDefault(peer.id, -1)),
                "C5",
                "hears status " + value + " of " + wireId + " late");
        cluster.count("statuses heard");
        lastStatuses.put(peer.id, value);
        peer.status = value;
        story.changed(peer);
    }

    private void hear(String wireId, Sending sending) {
        Presentation peer = known.get(wireId);
        if (peer == null) {
            check(false, "C2", "hears " + sending + " of " + wireId + ", which it does not know");
            return;
        }
        check(!sending.heard, "C3", "hears " + sending + " twice");
        sending.heard = true;
        cluster.count("events heard");
        check(sending.sender.id.equals(peer.id), "C7", "hears " + sending + " as of " + wireId);
        check(sending.sender.room.equals(room), "C8", "hears " + sending + " of another room");
        int last = cluster.isPaced() ? -1 : lastStatuses.getOrDefault(peer.id, -1);
        check(
                sending.operation > Math.max(last, lastEvents.getOrDefault(peer.id, -1)),
                "C5",
                "hears " + sending + " late");
        lastEvents.put(peer.id, sending.operation);
        negotiate(peer, sending);
        checkPresentation(peer, sending);
    }

    private void negotiate(Presentation peer, Sending sending) {
        if (sending.kind.equals("offer")) {
            check(!peer.first, "CALL", "hears " + sending + ", and made an offer itself");
            check(peer.answered == 0, "CALL", "hears " + sending + " in a call that runs");
            peer.answered = sending.call;
            peer.connected = true;
            send(peer, "answer", sending.call);
        } else if (sending.kind.equals("answer")) {
            check(peer.offered == sending.call, "CALL", "hears " + sending + ", which answers another call");
            peer.connected = true;
        }
    }

    /**
     * Checks that an event arrives in the presentation in which it was sent. The first offer identifies a presentation.
     */
    private void checkPresentation(Presentation peer, Sending sending) {
        Presentation there = sending.recipient;
        if (peer.first) {
            check(
                    there.answered == 0 || there.answered == peer.offered,
                    "STALE",
                    "hears " + sending + " of a former presentation");
            there.heardIn = peer.offered;
        } else {
            check(peer.answered == there.offered, "STALE", "hears " + sending + " of a former presentation");
            check(peer.heardIn == 0 || peer.heardIn == peer.answered, "STALE", "was heard in another presentation");
        }
    }

    private void seeOff(String wireId) {
        Presentation peer = known.remove(wireId);
        if (peer == null) {
            check(false, "C3", "is told that " + wireId + " left, which it does not know");
            return;
        }
        leftAt.put(wireId, cluster.now());
        story.left(peer);
    }

    private void send(Presentation to, String kind, long call) {
        if (!leaving && !over) {
            Sending sending = new Sending(this, to, kind, ++operations, call, cluster.now());
            JsonText number = cluster.add(sending);
            ClientMessage.To message = new ClientMessage.To(to.wireId, kind + "#" + number, number);
            connection.say(message, () -> sending.taken = true);
        }
    }

    private void check(boolean right, String rule, String what) {
        if (!right) {
            cluster.violation(rule, id + " at " + server().address() + " " + what);
        }
    }
}
