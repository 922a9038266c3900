package rtc.muc.internal.cluster;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The streams between nodes, the cuts in them, and the discovery, which notifies nodes of each other late and sometimes
 * wrongly.
 */
final class Network {

    /** What happens to messages that are sent or in transit while the connection is cut. */
    enum Cut {
        /** They wait until the cut is mended. */
        HOLD,
        /** They are lost. */
        LOSE
    }

    private record Way(int from, int to) {}

    private record Pair(String from, String to) {}

    private static final long CRASH_IS_NOTICED = 1100;
    private static final long SILENCE_IS_NOTICED = 10_000;

    private final SimulatedCluster cluster;
    private final Map<Pair, SimulatedStream> streams = new LinkedHashMap<>();
    private final Map<Way, Cut> cuts = new HashMap<>();
    private final Map<Pair, Long> troubleSince = new HashMap<>();
    private long views;

    Network(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    SimulatedStream stream(SimulatedNode from, SimulatedNode to) {
        return streams.computeIfAbsent(
                new Pair(from.address(), to.address()), pair -> new SimulatedStream(cluster, from, to));
    }

    @Nullable
    Cut cut(SimulatedNode from, SimulatedNode to) {
        return cuts.isEmpty() ? null : cuts.get(new Way(from.host(), to.host()));
    }

    /** Cuts the connection from one host to another, or mends it if {@code cut} is null. */
    void cut(int from, int to, @Nullable Cut cut) {
        if (cut == null) {
            cuts.remove(new Way(from, to));
        } else {
            cuts.put(new Way(from, to), cut);
        }
        streams.values().stream()
                .filter(stream -> stream.from().host() == from && stream.to().host() == to)
                .forEach(SimulatedStream::changed);
    }

    /** Mends all cuts, and ends the slowness of all streams. */
    void heal() {
        cuts.clear();
        streams.values().forEach(stream -> stream.slow(false));
    }

    void changed(SimulatedNode node) {
        streams.values().stream().filter(stream -> stream.to() == node).forEach(SimulatedStream::changed);
    }

    void crashed(SimulatedNode node) {
        changed(node);
        streams.values().stream()
                .filter(stream -> stream.from() == node && cluster.chance(0.5))
                .forEach(stream -> stream.loseTail(cluster.random(5)));
    }

    /** Sends each node a view of the nodes that it seems to reach, whenever this set changes. */
    void discover() {
        for (SimulatedNode node : cluster.hosts()) {
            if (!node.isCrashed()) {
                Set<String> seen = new TreeSet<>();
                for (SimulatedNode other : cluster.nodes()) {
                    if (seems(node, other)) {
                        seen.add(other.address());
                    }
                }
                if (!seen.equals(node.told())) {
                    tellView(node, seen);
                }
            }
        }
        cluster.after(500, this::discover);
    }

    /** Sends a view to a node, sometimes twice. */
    void tellView(SimulatedNode node, Set<String> members) {
        long id = ++views;
        node.tellView(id, members, cluster.random(800));
        if (cluster.chance(0.2)) {
            node.tellView(id, members, cluster.random(5000));
        }
    }

    private boolean seems(SimulatedNode node, SimulatedNode other) {
        if (node == other) {
            return true;
        }
        Pair pair = new Pair(node.address(), other.address());
        boolean trouble = other.isCrashed()
                || other.isPaused()
                || node.isPaused()
                || cut(node, other) != null
                || cut(other, node) != null;
        if (!trouble) {
            troubleSince.remove(pair);
            return true;
        }
        long since = troubleSince.computeIfAbsent(pair, first -> cluster.now());
        long noticed = other.isCrashed() ? CRASH_IS_NOTICED : SILENCE_IS_NOTICED;
        return cluster.now() - since < noticed && node.told().contains(other.address());
    }
}
