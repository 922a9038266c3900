package rtc.signaling;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The other peers of the room, in the order in which they came: takes what the server says of them, and tells them.
 * What it says of somebody who is not there is passed over. Only the snapshot is for other threads than the one that
 * events run on.
 */
final class Roster {

    private final Map<String, MucSignalingPeer> peers = new LinkedHashMap<>();
    private final OwnIds ownIds = new OwnIds();
    private final Outgoing outgoing;
    private final Calls calls;
    private final Listeners<SignalingPeer> joined;

    private volatile List<SignalingPeer> snapshot = List.of();

    Roster(Outgoing outgoing, Calls calls) {
        this.outgoing = outgoing;
        this.calls = calls;
        this.joined = new Listeners<>(calls);
    }

    Subscription onJoined(Consumer<SignalingPeer> listener) {
        return joined.add(listener);
    }

    Collection<SignalingPeer> snapshot() {
        return snapshot;
    }

    /** The peers who were there before the local one, whose id is given; those known already stay as they are. */
    void joined(JsonObject others, @Nullable String own) {
        ownIds.add(own);
        change(List.of(), strangers(others));
    }

    /**
     * The local peer has joined anew, and finds these. Who is not among them has left; who has stayed was there first
     * now, and may show another status.
     */
    void rejoined(JsonObject others, @Nullable String own) {
        ownIds.add(own);
        var left = peers.values().stream()
                .filter(peer -> !others.containsKey(peer.id()))
                .toList();
        var stayed = peers.values().stream()
                .filter(peer -> others.containsKey(peer.id()))
                .toList();
        var strangers = strangers(others);
        stayed.forEach(MucSignalingPeer::comesFirst);
        change(left, List.of());
        for (var peer : stayed) {
            var status = Messages.status(others.get(peer.id()));
            if (!status.equals(peer.status())) {
                peer.changeStatus(status);
            }
        }
        change(List.of(), strangers);
    }

    void peerJoined(JsonObject message) {
        if (message.get("peer") instanceof JsonString other && isStranger(other.getString())) {
            change(List.of(), List.of(peer(other.getString(), message.get("status"), true)));
        }
    }

    void peerStatus(JsonObject message) {
        var peer = find(message);
        if (peer != null) {
            peer.changeStatus(Messages.status(message.get("status")));
        }
    }

    void from(JsonObject message) {
        var peer = find(message);
        if (peer != null) {
            peer.hear(Messages.event(message), Messages.data(message));
        }
    }

    void peerLeft(JsonObject message) {
        var peer = find(message);
        if (peer != null) {
            change(List.of(peer), List.of());
        }
    }

    void clear() {
        peers.clear();
        snapshot = List.of();
    }

    private @Nullable MucSignalingPeer find(JsonObject message) {
        return peers.get(message.getString("peer", ""));
    }

    private boolean isStranger(String id) {
        return !peers.containsKey(id) && !ownIds.contains(id);
    }

    private List<MucSignalingPeer> strangers(JsonObject others) {
        return others.entrySet().stream()
                .filter(other -> isStranger(other.getKey()))
                .map(other -> peer(other.getKey(), other.getValue(), false))
                .toList();
    }

    private MucSignalingPeer peer(String id, @Nullable JsonValue status, boolean first) {
        return new MucSignalingPeer(id, Messages.status(status), first, outgoing, calls);
    }

    /** Everybody is told of after all are known. */
    private void change(List<MucSignalingPeer> left, List<MucSignalingPeer> came) {
        left.forEach(peer -> peers.remove(peer.id()));
        came.forEach(peer -> peers.put(peer.id(), peer));
        snapshot = List.copyOf(peers.values());
        left.forEach(MucSignalingPeer::leave);
        came.forEach(joined::fire);
    }
}
