package rtc.muc.internal.room;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.ServerMessage;

/**
 * A peer of another node joins a room. Peers of this node that joined before it receive {@code peer_joined}. Those that
 * joined after it, but before this node was notified of it, receive a supplementary {@code joined}. So of any two
 * peers, on whichever nodes they are, one receives the other in {@code joined}, and the other receives {@code
 * peer_joined}.
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
     * Encodes the supplements before the room is locked; those for peers that join in the meantime are encoded under
     * the lock.
     *
     * @param later the peers of this node that joined after the remote peer
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
