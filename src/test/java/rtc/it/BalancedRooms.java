package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** Many rooms behind a balancer, and the nodes to which it sends their clients. */
final class BalancedRooms {

    static final int COUNT = 200;

    /** The number of ways to spell the path of a room, all of which the server accepts. */
    static final int SPELLINGS = 7;

    private static final List<String> NAMES =
            IntStream.range(0, COUNT).mapToObj(room -> "Räume/more & " + room).toList();

    private BalancedRooms() {}

    /** The path of a room in one of its spellings; the last one is that of an application's own endpoint. */
    static String path(String room, int spelling) {
        String escaped = URLEncoder.encode(room, StandardCharsets.UTF_8).replace("+", "%20");
        return switch (spelling) {
            case 0 -> "/muc/" + escaped;
            case 1 ->
                "/muc/"
                        + escaped.replace("%C3%A4", "%c3%a4")
                                .replace("%2F", "%2f")
                                .replace("%26", "&");
            case 2 -> "/muc/" + escaped.replace("R", "%52").replace("m", "%6d");
            case 3 -> "/muc/" + escaped + "/";
            case 4 -> "/%6Duc/" + escaped;
            case 5 -> "/muc;parameter=1/" + escaped;
            default -> "/staff/" + escaped + "?token=t";
        };
    }

    /** Connects to a room, and returns the name of its node. */
    static String node(Balancer balancer, String path) throws IOException {
        try (RawWebSocket client = Handshake.with(balancer.address(), path).open()) {
            return client.text();
        }
    }

    /** Connects to each room, and returns the names of the nodes by room. */
    static Map<String, String> nodes(Balancer balancer, int spelling) throws IOException {
        Map<String, String> found = new HashMap<>();
        for (String room : NAMES) {
            found.put(room, node(balancer, path(room, spelling)));
        }
        return found;
    }

    /**
     * Like {@link #nodes}, but connects again if the balancer closes a connection. When HAProxy marks a node as down,
     * it also closes a connection that it is just about to send to another node. Because connections are made one after
     * the other here, this can affect only one of them.
     */
    static Map<String, String> nodesAfterStop(Balancer balancer) throws IOException {
        Map<String, String> found = new HashMap<>();
        int cut = 0;
        for (String room : NAMES) {
            String path = path(room, 0);
            try {
                found.put(room, node(balancer, path));
            } catch (EOFException closed) {
                cut++;
                found.put(room, node(balancer, path));
            }
        }
        assertThat(cut).isLessThanOrEqualTo(1);
        return found;
    }

    /** The rooms that have moved, with their nodes afterwards. */
    static Map<String, String> moved(Map<String, String> before, Map<String, String> after) {
        return after.entrySet().stream()
                .filter(room -> !room.getValue().equals(before.get(room.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The rooms on a node. */
    static Set<String> on(String node, Map<String, String> nodes) {
        return nodes.entrySet().stream()
                .filter(room -> room.getValue().equals(node))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
