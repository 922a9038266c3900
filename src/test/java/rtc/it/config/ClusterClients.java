package rtc.it.config;

import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import rtc.muc.internal.token.Jwt;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** Opens clients with names on the nodes of a cluster. */
record ClusterClients(WildFlyNodes nodes) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    RawWebSocket named(int node, String room, String principal) throws IOException {
        return handshake(node, room, principal).open();
    }

    Handshake handshake(int node, String room, String principal) {
        return Handshake.with(nodes.ws(node), "/muc/" + room + "?access_token=" + token(room, principal));
    }

    /** {@return a token for a room} */
    static String token(String room, String principal) {
        long end = Instant.now().plusSeconds(600).getEpochSecond();
        return Jwt.hs256(
                "{\"sub\":\"%s\",\"room\":\"%s\",\"exp\":%d}".formatted(principal, room, end), WildFlyNodes.SECRET);
    }

    /** {@return the answer of the application on a node} */
    String ask(int node, String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(nodes.http(node).resolve("desk?" + query))
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    /**
     * Waits until the application on a node shows a peer, so that a later join on that node cannot cross the join of
     * that peer.
     */
    void awaitKnown(int node, String room, String id) {
        await().atMost(30, TimeUnit.SECONDS)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> ask(node, "do=peers&room=" + room).contains(id));
    }

    /** Waits until the first two nodes have a session: a peer of the first is known to the second. */
    void awaitLinked(String room) throws IOException {
        try (RawWebSocket first = open(0, room.replace(' ', '-'))) {
            String firstId = first.join();
            meets(room.replace(' ', '-'), firstId).close();
        }
    }

    /** Waits until every node shows a peer of every node. */
    void awaitAllLinked() throws IOException {
        for (int from = 0; from < nodes.count(); from++) {
            String room = "all-linked-" + from;
            try (RawWebSocket peer = open(from, room)) {
                String id = peer.join();
                for (int node = 0; node < nodes.count(); node++) {
                    awaitKnown(node, room, id);
                }
            }
        }
    }

    RawWebSocket open(int node, String room) throws IOException {
        return named(node, room, "guest");
    }

    /** {@return a peer on the second node that has found this peer of the first node} */
    RawWebSocket meets(String room, String firstId) {
        return await().atMost(30, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(
                        () -> {
                            RawWebSocket second = open(1, room);
                            second.send(json("{'type':'join'}"));
                            if (second.text().contains(firstId)) {
                                return second;
                            }
                            second.close();
                            return null;
                        },
                        found -> found != null);
    }

    /** {@return the client's own id in a {@code joined} message} */
    static String id(String joined) {
        return id(joined, "id");
    }

    /** {@return the value of a text field in a message} */
    static String id(String message, String key) {
        String before = "\"" + key + "\":\"";
        int start = message.indexOf(before) + before.length();
        return message.substring(start, message.indexOf('"', start));
    }

    static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
