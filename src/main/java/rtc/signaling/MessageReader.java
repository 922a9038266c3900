package rtc.signaling;

import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Parses the messages of a server. A payload that cannot be parsed, such as a status with a number that no Java type
 * can represent, is replaced by an empty one and reported, so that the rest of the message is not lost.
 */
final class MessageReader {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final JsonReaderFactory READERS = JSON.createReaderFactory(Map.of());

    private final Consumer<? super SignalingException> failures;

    /** @param failures receives a failure for each payload that was replaced */
    MessageReader(Consumer<? super SignalingException> failures) {
        this.failures = failures;
    }

    /**
     * Parses the text of a message.
     *
     * @throws SignalingException if the text is not a JSON object, or a required member other than a payload cannot be
     *     parsed
     */
    JsonObject read(String text) {
        JsonValue message;
        try {
            message = parse(text);
        } catch (RuntimeException | StackOverflowError e) {
            return salvage(text, e);
        }
        if (message instanceof JsonObject object) {
            return object;
        }
        throw SignalingException.unreadable(new IllegalArgumentException("Not a JSON object"));
    }

    private JsonObject salvage(String text, Throwable failure) {
        var message = JSON.createObjectBuilder();
        try {
            JsonMembers.split(text).forEach((quoted, value) -> {
                String name = string(quoted);
                message.add(name, member(name, value));
            });
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            throw SignalingException.unreadable(failure);
        }
        return message.build();
    }

    private JsonValue member(String name, String text) {
        return switch (name) {
            case "type", "id", "peer", "event", "code", "msg" -> parse(text);
            case "peers" -> peers(text);
            case "status" -> payload(text, name, JsonValue.EMPTY_JSON_OBJECT);
            case "data" -> payload(text, name, JsonValue.NULL);
            default -> ignored(text);
        };
    }

    private JsonObject peers(String text) {
        var peers = JSON.createObjectBuilder();
        JsonMembers.split(text)
                .forEach((id, status) ->
                        peers.add(string(id), payload(status, "status of a peer", JsonValue.EMPTY_JSON_OBJECT)));
        return peers.build();
    }

    private JsonValue payload(String text, String what, JsonValue replacement) {
        try {
            return parse(text);
        } catch (RuntimeException | StackOverflowError e) {
            failures.accept(SignalingException.unreadablePayload(what, e));
            return replacement;
        }
    }

    /** A member that this client does not require; JSON's null if it cannot be parsed. */
    private static JsonValue ignored(String text) {
        try {
            return parse(text);
        } catch (RuntimeException | StackOverflowError e) {
            return JsonValue.NULL;
        }
    }

    private static String string(String quoted) {
        return ((JsonString) parse(quoted)).getString();
    }

    private static JsonValue parse(String text) {
        try (var reader = READERS.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }
}
