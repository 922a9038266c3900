package rtc.muc.internal.room;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.ServerMessage;

/**
 * A peer of another node comes into a room. Those who joined before it receive {@code peer_joined}. Those who joined
 * after it, before they could know of it, receive a supplementary {@code joined}: so of each pair one sees the other in
 * {@code joined}, and the other sees {@code peer_joined}, on whichever nodes they are.
 */
final class RemoteJoin implements RemoteChange {

    private final RemotePeer peer;
    private final MessageEncoder encoding;
    private final String announcement;
    private final Map<String, String> supplements = new HashMap<>(0);

    RemoteJoin(RemotePeer peer, MessageEncoder encoding) {
        this.peer = peer;
        this.encoding = encoding;
        this.announcement = encoding.encode(peer.join().announcement());
    }

    /**
     * Encodes the texts for the peers before the room is locked; for a peer that joins in between, under the lock.
     *
     * @param later the peers that joined after it
     */
    void prepare(List<String> later) {
        later.forEach(this::supplementFor);
    }

    @Override
    public @Nullable Predicate<Peer> apply(Roster roster, SharedRoster shared, StatusThrottle statuses) {
        if (roster.apply(peer.join()) == null) {
            return null;
        }
        shared.add(peer);
        Stamp stamp = peer.peer().stamp();
        return local -> local.outbox()
                .add(stamp.isAfter(shared.stampOf(local.id())) ? announcement : supplementFor(local.id()));
    }

    private String supplementFor(String local) {
        return supplements.computeIfAbsent(
                local,
                id -> encoding.encode(new ServerMessage.Joined(
                        id, Map.of(peer.wireId(), peer.peer().peer().status()))));
    }
}
