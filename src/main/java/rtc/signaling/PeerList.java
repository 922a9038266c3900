package rtc.signaling;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The other peers of the room, in the order in which they joined. The messages of the server change the list, and the
 * listeners are notified; messages about unknown peers are ignored. Any thread may add listeners and read the snapshot.
 * All other methods run on the session's event executor.
 */
final class PeerList {

    /**
     * The number of stored ids of the local peer. The server notices a lost connection before this many more are lost.
     */
    private static final int OWN_IDS = 16;

    private final Function<PeerList.Newcomer, MucSignalingPeer> factory;
    private final Listeners<SignalingPeer> joined;
    private final Map<String, MucSignalingPeer> peers = new LinkedHashMap<>();

    /**
     * The ids of the local peer. After a lost connection, the server may list an old id for a while, which is not
     * another peer.
     */
    private final Set<String> ownIds = new LinkedHashSet<>();

    private volatile Map<String, SignalingPeer> snapshot = Map.of();

    /** A peer that is about to be listed. */
    record Newcomer(String id, JsonObject status, boolean first) {}

    PeerList(Function<Newcomer, MucSignalingPeer> factory, ListenerInvoker invoker) {
        this.factory = factory;
        this.joined = new Listeners<>(invoker);
    }

    Subscription onJoined(Consumer<SignalingPeer> listener) {
        return joined.add(listener);
    }

    Collection<SignalingPeer> snapshot() {
        return snapshot.values();
    }

    Optional<SignalingPeer> find(String id) {
        return Optional.ofNullable(snapshot.get(id));
    }

    /** The local peer has joined after the others; peers that are already listed remain unchanged. */
    void joined(JsonObject others, @Nullable String own) {
        addOwn(own);
        change(List.of(), strangers(others));
    }

    /**
     * The local peer has joined again, after the others. Listed peers that are not among them have left. The remaining
     * peers now count as having joined first, and may have another status.
     */
    void rejoined(JsonObject others, @Nullable String own) {
        addOwn(own);
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
            peer.receive(Messages.event(message), Messages.data(message));
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
        snapshot = Map.of();
    }

    private @Nullable MucSignalingPeer find(JsonObject message) {
        return peers.get(message.getString("peer", ""));
    }

    private void addOwn(@Nullable String id) {
        if (id != null && ownIds.add(id) && ownIds.size() > OWN_IDS) {
            ownIds.remove(ownIds.iterator().next());
        }
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
        return factory.apply(new Newcomer(id, Messages.status(status), first));
    }

    /** Updates the list before it calls the listeners. */
    private void change(List<MucSignalingPeer> left, List<MucSignalingPeer> came) {
        left.forEach(peer -> peers.remove(peer.id()));
        came.forEach(peer -> peers.put(peer.id(), peer));
        snapshot = Collections.unmodifiableMap(new LinkedHashMap<>(peers));
        left.forEach(MucSignalingPeer::leave);
        came.forEach(joined::fire);
    }
}
