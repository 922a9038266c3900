package rtc.muc.internal.room;

import java.util.List;
import java.util.function.IntSupplier;

/**
 * Decides who may join a room. Called under the room's lock, once per join, so that two peers never both take the last
 * place.
 */
final class JoinPolicy {

    private final RoomLimits limits;
    private final Bans bans;

    JoinPolicy(RoomLimits limits, Bans bans) {
        this.limits = limits;
        this.bans = bans;
    }

    /**
     * {@return why a client may not join, or {@link JoinAnswer#SETTLED} if it may}
     *
     * @param roster the peers of the room, on all nodes
     * @param present the peers of the room that are on this node
     */
    JoinAnswer answerTo(PeerIdentity identity, Roster roster, List<Peer> present) {
        if (bans.contains(identity)) {
            return JoinAnswer.BANNED;
        }
        if (limits.isFull(roster.size())) {
            return JoinAnswer.FULL;
        }
        if (isTaken(limits.peersPerAddress(), present.size(), () -> ofAddress(identity, present))) {
            return JoinAnswer.TOO_MANY_OF_ADDRESS;
        }
        return isTaken(limits.peersPerIdentity(), roster.size(), () -> roster.count(identity))
                ? JoinAnswer.TOO_MANY_OF_IDENTITY
                : JoinAnswer.SETTLED;
    }

    private static int ofAddress(PeerIdentity identity, List<Peer> present) {
        return (int) present.stream()
                .filter(peer -> identity.sharesSite(peer.identity()))
                .count();
    }

    /** Whether a limit is reached; counts the peers to which it applies only if there are enough peers in total. */
    private static boolean isTaken(int limit, int all, IntSupplier such) {
        return limit > 0 && all >= limit && such.getAsInt() >= limit;
    }
}
