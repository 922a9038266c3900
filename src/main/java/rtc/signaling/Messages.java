package rtc.signaling;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import org.jspecify.annotations.Nullable;

/** Writes the messages of the client, and reads the members of the server's messages. */
final class Messages {

    static final String LEAVE = "{\"type\":\"leave\"}";
    static final String PING = "{\"type\":\"ping\"}";

    private static final JsonProvider JSON = JsonProvider.provider();

    private Messages() {}

    /** The join, which requests the extensions that this client supports. */
    static String join(String status, boolean resume) {
        return "{\"type\":\"join\",\"status\":" + status + ",\"events\":true,\"ice\":true,\"renew\":true"
                + (resume ? ",\"resume\":true}" : "}");
    }

    static String resume(String token, long received) {
        return "{\"type\":\"resume\",\"token\":" + quoted(token) + ",\"received\":" + received + "}";
    }

    static String renew(String token) {
        return "{\"type\":\"renew\",\"token\":" + quoted(token) + "}";
    }

    static String status(String status) {
        return "{\"type\":\"status\",\"status\":" + status + "}";
    }

    static String to(String peer, String event) {
        return "{\"type\":\"to\",\"peer\":" + quoted(peer) + ",\"event\":" + quoted(event) + "}";
    }

    static String to(String peer, String event, String data) {
        return "{\"type\":\"to\",\"peer\":" + quoted(peer) + ",\"event\":" + quoted(event) + ",\"data\":" + data + "}";
    }

    /** The type of a message; empty if it has none. */
    static String type(JsonObject message) {
        return message.getString("type", "");
    }

    /** The id of the local peer in the answer to a join; null if the server sends none. */
    static @Nullable String id(JsonObject joined) {
        return joined.get("id") instanceof JsonString own ? own.getString() : null;
    }

    /**
     * The statuses of the other peers in the answer to a join, by id; empty if the server lists no peers.
     *
     * @throws SignalingException if the peers are not a JSON object
     */
    static JsonObject peers(JsonObject joined) {
        var peers = joined.getOrDefault("peers", JsonValue.NULL);
        if (peers instanceof JsonObject others) {
            return others;
        }
        if (peers == JsonValue.NULL) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        throw SignalingException.unreadable(new IllegalArgumentException("The peers are not a JSON object"));
    }

    /** The number of messages that the server has received; -1 if it reports no valid number. */
    static long count(JsonObject message) {
        try {
            return message.get("received") instanceof JsonNumber count ? count.longValueExact() : -1;
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    /**
     * Converts a number of seconds to a {@code long}, without its fraction. The server may send any number, so a number
     * out of range becomes the nearest in range.
     */
    static long seconds(JsonNumber number) {
        return (long) number.doubleValue();
    }

    /** The error that a message reports. */
    static SignalingException error(JsonObject message) {
        return SignalingException.reported(
                message.getString("code", SignalingException.ERROR),
                message.getString("msg", "Error"),
                message.getString("peer", null),
                message.getString("event", null));
    }

    /** The name of the event that a message carries. */
    static String event(JsonObject message) {
        return message.getString("event", "");
    }

    /** The data of a message; JSON's null if it carries none. */
    static JsonValue data(JsonObject message) {
        return message.getOrDefault("data", JsonValue.NULL);
    }

    /** A status from the server; empty if it is not an object. */
    static JsonObject status(@Nullable JsonValue status) {
        return status instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static String quoted(String text) {
        return JSON.createValue(text).toString();
    }
}
