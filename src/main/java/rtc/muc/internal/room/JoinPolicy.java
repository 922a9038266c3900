package rtc.muc.internal.room;

import java.util.List;
import java.util.function.Predicate;

/** Decides who may join a room. Asked under the room's lock, once for each join, so that no two take one place. */
final class JoinPolicy {

    private final RoomLimits limits;
    private final Bans bans;

    JoinPolicy(RoomLimits limits, Bans bans) {
        this.limits = limits;
        this.bans = bans;
    }

    /**
     * {@return why somebody may not join, or {@link JoinAnswer#SETTLED}}
     *
     * @param occupied how many peers are in the room, on all nodes
     * @param present those of them that are on this node
     */
    JoinAnswer answerTo(PeerIdentity identity, int occupied, List<Peer> present) {
        if (bans.contains(identity)) {
            return JoinAnswer.BANNED;
        }
        if (limits.isFull(occupied)) {
            return JoinAnswer.FULL;
        }
        if (has(limits.peersPerAddress(), present, identity::sharesSite)) {
            return JoinAnswer.TOO_MANY_OF_ADDRESS;
        }
        return has(limits.peersPerIdentity(), present, identity::sharesPrincipal)
                ? JoinAnswer.TOO_MANY_OF_IDENTITY
                : JoinAnswer.SETTLED;
    }

    /** Whether there are so many such peers; never when there is no limit. */
    private static boolean has(int limit, List<Peer> present, Predicate<PeerIdentity> such) {
        return limit > 0
                && present.size() >= limit
                && present.stream()
                                .map(Peer::identity)
                                .filter(such)
                                .limit(limit)
                                .count()
                        == limit;
    }
}
