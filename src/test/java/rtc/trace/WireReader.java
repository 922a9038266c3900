package rtc.trace;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Parses messages with JSON-P, independently of the server's code. It caches the server's messages, so that a broadcast
 * is parsed once.
 */
public final class WireReader {

    private final JsonReaderFactory readers = JsonProvider.provider().createReaderFactory(Map.of());
    private final ConcurrentMap<String, Received> known = new ConcurrentHashMap<>();

    /** {@return the message in a text from a client} */
    public Sent sent(String text) {
        JsonObject json = parse(text);
        return switch (json.getString("type", "")) {
            case "join" ->
                new Sent.Join(
                        json.getOrDefault("status", JsonValue.EMPTY_JSON_OBJECT).toString());
            case "status" -> new Sent.Status(json.getJsonObject("status").toString());
            case "to" -> new Sent.To(json.getString("peer"), json.getString("event"), payload(json));
            case "leave" -> new Sent.Leave();
            default -> new Sent.Other(text);
        };
    }

    /** {@return the message in a text from the server} */
    public Received received(String text) {
        return known.computeIfAbsent(text, this::read);
    }

    private Received read(String text) {
        JsonObject json = parse(text);
        return switch (json.getString("type")) {
            case "joined" -> joined(json);
            case "peer_joined" -> new Received.PeerJoined(json.getString("peer"), status(json));
            case "peer_status" -> new Received.PeerStatus(json.getString("peer"), status(json));
            case "peer_left" -> new Received.PeerLeft(json.getString("peer"));
            case "from" -> new Received.From(json.getString("peer"), json.getString("event"), payload(json));
            case "error" -> new Received.Failure(json.getString("code"));
            default -> new Received.Other(text);
        };
    }

    private static Received joined(JsonObject json) {
        Map<String, String> peers = new LinkedHashMap<>();
        json.getJsonObject("peers")
                .forEach((id, peer) -> peers.put(id, peer.asJsonObject().toString()));
        return new Received.Joined(json.getString("id"), peers);
    }

    private static String status(JsonObject json) {
        return json.getJsonObject("status").toString();
    }

    private static String payload(JsonObject json) {
        JsonValue data = json.get("data");
        return data == null ? "" : data.toString();
    }

    private JsonObject parse(String text) {
        try (JsonReader reader = readers.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
