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
    private final Outgoing outgoing;
    private final Consumer<? super SignalingException> failures;
    private final Listeners<SignalingPeer> joined;

    private volatile List<SignalingPeer> snapshot = List.of();

    /** @param failures is told of every listener that throws */
    Roster(Outgoing outgoing, Consumer<? super SignalingException> failures) {
        this.outgoing = outgoing;
        this.failures = failures;
        this.joined = new Listeners<>(failures);
    }

    Subscription onJoined(Consumer<SignalingPeer> listener) {
        return joined.add(listener);
    }

    Collection<SignalingPeer> snapshot() {
        return snapshot;
    }

    /** The peers who were there before the local one, whose id is given; those who are known already stay as they are. */
    void joined(JsonObject others, @Nullable String own) {
        welcome(others.entrySet().stream()
                .filter(other -> !other.getKey().equals(own) && !peers.containsKey(other.getKey()))
                .map(other -> peer(other.getKey(), other.getValue(), false))
                .toList());
    }

    void peerJoined(JsonObject message) {
        if (message.get("peer") instanceof JsonString other && !peers.containsKey(other.getString())) {
            welcome(List.of(peer(other.getString(), message.get("status"), true)));
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
            peers.remove(peer.id());
            snapshot = List.copyOf(peers.values());
            peer.leave();
        }
    }

    void clear() {
        peers.clear();
        snapshot = List.of();
    }

    private @Nullable MucSignalingPeer find(JsonObject message) {
        return peers.get(message.getString("peer", ""));
    }

    private MucSignalingPeer peer(String id, @Nullable JsonValue status, boolean first) {
        return new MucSignalingPeer(id, Messages.status(status), first, outgoing, failures);
    }

    private void welcome(List<MucSignalingPeer> strangers) {
        strangers.forEach(peer -> peers.put(peer.id(), peer));
        snapshot = List.copyOf(peers.values());
        strangers.forEach(joined::fire);
    }
}
