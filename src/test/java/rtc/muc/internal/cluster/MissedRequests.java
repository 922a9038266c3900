package rtc.muc.internal.cluster;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import rtc.muc.internal.room.NodeRequest;

/** The requests between nodes to end the peers of clients that tried to resume elsewhere. */
final class MissedRequests {

    private final SimulatedCluster cluster;
    private final Map<String, MissedAttempts> attempts = new HashMap<>();
    private final IdentityHashMap<NodeRequest, Long> repeated = new IdentityHashMap<>();

    MissedRequests(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    /** Remembers the attempts of a client by the key of its token. */
    void note(String key, MissedAttempts ofClient) {
        attempts.put(key, ofClient);
    }

    /** Called when a node repeats a request in a new session. */
    void repeats(NodeRequest request) {
        repeated.put(request, cluster.now());
    }

    /** Called when a node receives a request; only the peer's own node carries it out. */
    void arrive(NodeRequest.MissedResume request, SimulatedNode at) {
        MissedAttempts ofClient = attempts.get(request.key());
        if (ofClient != null && ofClient.isOf(at)) {
            ofClient.arrives(request, repeated.get(request));
        }
    }
}
