package rtc.it.config;

import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import rtc.wire.RawWebSocket;

/**
 * Two peers that joined a room on two nodes at the same moment.
 *
 * @param firstHears the messages to the first peer, up to one that names the second peer
 * @param secondHears the messages to the second peer, up to one that names the first peer
 * @param nanos how long each of the joins took
 */
record CrossingJoins(
        String firstId, List<String> firstHears, String secondId, List<String> secondHears, List<Long> nanos) {

    static CrossingJoins of(RawWebSocket first, RawWebSocket second) throws IOException {
        long start = System.nanoTime();
        first.send(json("{'type':'join'}"));
        second.send(json("{'type':'join'}"));
        List<String> firstHears = new ArrayList<>(List.of(first.text()));
        long firstJoined = System.nanoTime() - start;
        List<String> secondHears = new ArrayList<>(List.of(second.text()));
        long secondJoined = System.nanoTime() - start;
        String firstId = ClusterClients.id(firstHears.get(0));
        String secondId = ClusterClients.id(secondHears.get(0));
        hearOf(first, firstHears, secondId);
        hearOf(second, secondHears, firstId);
        return new CrossingJoins(firstId, firstHears, secondId, secondHears, List.of(firstJoined, secondJoined));
    }

    /** {@return whether exactly one peer was notified of the join of the other one, which found it in the room} */
    boolean areOriented() {
        return secondIsLater() != firstIsLater();
    }

    /** {@return whether one peer learned of the other one from a second {@code joined}} */
    boolean supplementary() {
        return (firstHears.size() == 2 && !secondIsLater()) || (secondHears.size() == 2 && !firstIsLater());
    }

    private boolean secondIsLater() {
        return isLater(firstHears, secondId);
    }

    private boolean firstIsLater() {
        return isLater(secondHears, firstId);
    }

    private static void hearOf(RawWebSocket client, List<String> heard, String peer) throws IOException {
        while (heard.stream().noneMatch(text -> text.contains(peer))) {
            heard.add(client.text());
        }
    }

    private static boolean isLater(List<String> heard, String peer) {
        return heard.stream().anyMatch(text -> text.contains("\"peer_joined\"") && text.contains(peer));
    }
}
