package rtc.muc.internal.cluster;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.room.NodeRequest;

/**
 * A client's attempts to resume on other nodes, and what its node was told of them.
 *
 * <p>A request states how long ago the attempt was when the request was sent, but not how long it was in transit. So a
 * node may believe that the attempt was later than it was. If the client has returned to its node in the meantime, and
 * the request arrives afterwards, the client is ended, and must join anew. This is the only way in which a client that
 * has come back may be ended.
 */
final class MissedAttempts {

    /** How long a request may be in transit; then the session is over, unless its receiver has paused. */
    private static final long LONGEST_TRANSIT = LinkTimes.DEFAULT.silence().toMillis() + 2000;

    private final SimulatedCluster cluster;
    private final SimulatedNode node;
    private final TreeSet<Long> times = new TreeSet<>();
    private long cameBackAt;
    private boolean excused;

    MissedAttempts(SimulatedCluster cluster, SimulatedNode node) {
        this.cluster = cluster;
        this.node = node;
    }

    /** {@return whether the client's peer is on this node} */
    boolean isOf(SimulatedNode other) {
        return node == other;
    }

    void add(SimulatedLine line) {
        times.add(line.openedAt());
    }

    /** Called when the client tries to resume on its own node. */
    void comesBack(SimulatedLine line) {
        cameBackAt = line.openedAt();
        excused = false;
    }

    /**
     * Called when the client's node receives a request.
     *
     * @param repeatedAt when the request was sent at the beginning of a session, null if it was sent at once
     */
    void arrives(NodeRequest.MissedResume request, @Nullable Long repeatedAt) {
        long seeming = cluster.now() - request.age().toMillis();
        Long attempt = times.floor(seeming);
        if (attempt != null && attempt < cameBackAt && seeming >= cameBackAt) {
            excused |= repeatedAt == null
                    ? seeming - attempt < LONGEST_TRANSIT || node.longPauseEndedAt() > attempt
                    : seeming - attempt <= cluster.now() - repeatedAt;
            cluster.count("misleading missed resumes");
        }
    }

    /** {@return whether the client's node may have ended it because of the time that a request was in transit} */
    boolean isExcused() {
        return excused;
    }
}
