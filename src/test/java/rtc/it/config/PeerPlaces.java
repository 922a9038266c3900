package rtc.it.config;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The peers of some rooms and their nodes, as one node shows them.
 *
 * @param rooms for each room, the names of the nodes by the ids of the peers, which lack the suffix that distinguishes
 *     sessions
 */
record PeerPlaces(Map<String, Map<String, String>> rooms) {

    /** {@return the peers that a node shows} */
    static PeerPlaces of(ClusterClients clients, int node, Collection<String> rooms)
            throws IOException, InterruptedException {
        Map<String, Map<String, String>> places = new TreeMap<>();
        for (String room : rooms) {
            Map<String, String> nodes = new TreeMap<>();
            for (String peer : clients.ask(node, "do=peers&room=" + room).split(" ", -1)) {
                if (!peer.isEmpty() && nodes.put(id(peer), nodeName(peer)) != null) {
                    throw new IllegalStateException("node " + node + " shows twice: " + peer + " in " + room);
                }
            }
            places.put(room, nodes);
        }
        return new PeerPlaces(places);
    }

    private static String id(String peer) {
        return peer.replaceFirst("(~\\d+)?@.*", "");
    }

    private static String nodeName(String peer) {
        return peer.replaceFirst("^[^@]*@", "").replaceFirst("/.*", "");
    }

    /** {@return the name of a peer's node, or an empty text} */
    String node(String room, String id) {
        return rooms.getOrDefault(room, Map.of()).getOrDefault(id, "");
    }

    /** {@return the ids of the peers of each room} */
    Map<String, Set<String>> ids() {
        return rooms.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, room -> Set.copyOf(room.getValue().keySet())));
    }

    /** {@return how many rooms have all their peers on one node} */
    long roomsOnOneNode() {
        return rooms.values().stream()
                .filter(nodes -> new HashSet<>(nodes.values()).size() == 1)
                .count();
    }

    /** {@return how many peers each node has} */
    Map<String, Long> peersByNode() {
        return rooms.values().stream()
                .flatMap(nodes -> nodes.values().stream())
                .collect(Collectors.groupingBy(node -> node, TreeMap::new, Collectors.counting()));
    }

    /** {@return the rooms that have peers on a node} */
    Set<String> roomsOn(String node) {
        return rooms.entrySet().stream()
                .filter(room -> room.getValue().containsValue(node))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
