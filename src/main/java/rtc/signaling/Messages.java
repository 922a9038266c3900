package rtc.signaling;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import jakarta.json.spi.JsonProvider;
import org.jspecify.annotations.Nullable;

/** The texts on the wire: writes what a client says, reads what a server says. */
final class Messages {

    static final String LEAVE = "{\"type\":\"leave\"}";

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final Jsonb JSONB = JsonbBuilder.create();

    private Messages() {}

    /** Joins, and asks for the events of the server. */
    static String join(String status) {
        return "{\"type\":\"join\",\"status\":" + status + ",\"events\":true}";
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

    /**
     * The JSON text of a payload.
     *
     * @throws IllegalArgumentException if there is none
     */
    static String payload(@Nullable Object data) {
        if (data == null) {
            return "null";
        }
        if (data instanceof JsonValue value) {
            return value.toString();
        }
        try {
            return JSONB.toJson(data);
        } catch (JsonbException e) {
            throw new IllegalArgumentException(
                    "JSON-B cannot write " + data.getClass().getName(), e);
        }
    }

    /**
     * The JSON text of a status.
     *
     * @throws IllegalArgumentException if it is no JSON object
     */
    static String object(Object status) {
        String text = payload(status);
        if (!text.startsWith("{")) {
            throw new IllegalArgumentException("A status is a JSON object");
        }
        return text;
    }

    /** The type of a message; empty if it has none. */
    static String type(JsonObject message) {
        return message.getString("type", "");
    }

    /** The own id in the answer to a join; null if the server tells none. */
    static @Nullable String id(JsonObject joined) {
        return joined.get("id") instanceof JsonString own ? own.getString() : null;
    }

    /**
     * The statuses of the others in the answer to a join, by their ids; empty if the server lists no peers.
     *
     * @throws SignalingException if they are not listed in an object
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

    /** The error that a message reports. */
    static SignalingException error(JsonObject message) {
        return SignalingException.reported(
                message.getString("code", SignalingException.ERROR), message.getString("msg", "Error"));
    }

    /** The name of the event that a message carries. */
    static String event(JsonObject message) {
        return message.getString("event", "");
    }

    /** The data of a message; null if it carries none. */
    static JsonValue data(JsonObject message) {
        return message.getOrDefault("data", JsonValue.NULL);
    }

    /** A status as the server tells it; an empty one if it is none. */
    static JsonObject status(@Nullable JsonValue status) {
        return status instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    /**
     * The data of an event as a listener wants it.
     *
     * @throws SignalingException if it does not fit
     */
    static <T> T fit(JsonValue data, Class<T> type) {
        if (type.isInstance(data)) {
            return type.cast(data);
        }
        @Nullable T value;
        try {
            value = JSONB.fromJson(data.toString(), type);
        } catch (JsonbException | JsonException e) {
            throw SignalingException.unfitData(type, e);
        }
        if (value == null) {
            throw SignalingException.unfitData(type, null);
        }
        return value;
    }

    private static String quoted(String text) {
        return JSON.createValue(text).toString();
    }
}
