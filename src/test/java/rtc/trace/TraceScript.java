package rtc.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a trace step by step, in the order in which the peer sends and receives messages. */
final class TraceScript {

    private final String peer;
    private final String room;
    private final String node;
    private final List<Trace.Saying> sent = new ArrayList<>();
    private final List<Received> received = new ArrayList<>();

    private TraceScript(String peer, String room, String node) {
        this.peer = peer;
        this.room = room;
        this.node = node;
    }

    static TraceScript peer(String peer) {
        return peer(peer, "room", "node");
    }

    static TraceScript peer(String peer, String room, String node) {
        return new TraceScript(peer, room, node);
    }

    /** Joins a room with these peers, each given as an id and a status. */
    TraceScript joins(String status, String... found) {
        return asksToJoin(status).finds(found);
    }

    TraceScript asksToJoin(String status) {
        return says(new Sent.Join(status));
    }

    /** Receives {@code joined}, with peers that are each given as an id and a status. */
    TraceScript finds(String... found) {
        Map<String, String> peers = new LinkedHashMap<>();
        for (int at = 0; at < found.length; at += 2) {
            peers.put(found[at], found[at + 1]);
        }
        return hears(new Received.Joined(peer, peers));
    }

    TraceScript sets(String status) {
        return says(new Sent.Status(status));
    }

    TraceScript sends(String recipient, String data) {
        return says(new Sent.To(recipient, "event", data));
    }

    TraceScript leaves() {
        return says(new Sent.Leave());
    }

    TraceScript sees(String other, String status) {
        return hears(new Received.PeerJoined(other, status));
    }

    TraceScript seesStatus(String other, String status) {
        return hears(new Received.PeerStatus(other, status));
    }

    TraceScript seesOff(String other) {
        return hears(new Received.PeerLeft(other));
    }

    TraceScript gets(String sender, String data) {
        return hears(new Received.From(sender, "event", data));
    }

    TraceScript isRefused() {
        return hears(new Received.Failure("unknown_peer"));
    }

    Trace live() {
        return trace(Trace.End.LIVE);
    }

    Trace left() {
        return leaves().trace(Trace.End.LEFT);
    }

    Trace ended() {
        return trace(Trace.End.ENDED);
    }

    private TraceScript says(Sent message) {
        sent.add(new Trace.Saying(message, received.size()));
        return this;
    }

    private TraceScript hears(Received message) {
        received.add(message);
        return this;
    }

    private Trace trace(Trace.End end) {
        return new Trace(peer, room, node, sent, received, end);
    }
}
