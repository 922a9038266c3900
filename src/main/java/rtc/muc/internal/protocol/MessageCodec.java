package rtc.muc.internal.protocol;

import static rtc.muc.internal.protocol.ErrorCode.BAD_MESSAGE;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.ClientMessage.Invalid;
import rtc.muc.internal.protocol.ClientMessage.Join;
import rtc.muc.internal.protocol.ClientMessage.Leave;
import rtc.muc.internal.protocol.ClientMessage.Ping;
import rtc.muc.internal.protocol.ClientMessage.Renew;
import rtc.muc.internal.protocol.ClientMessage.Resume;
import rtc.muc.internal.protocol.ClientMessage.Status;
import rtc.muc.internal.protocol.ClientMessage.To;
import rtc.muc.internal.protocol.ServerMessage.Failure;

/**
 * Converts text to {@link ClientMessage}s, and {@link ServerMessage}s to text, with one {@link Jsonb}. Reading is
 * strict: a message that the protocol does not allow becomes an {@link Invalid}; no exception is thrown. Thread-safe;
 * its creator closes it.
 */
public final class MessageCodec implements AutoCloseable {

    /** Event names that browser clients use for their own events. */
    static final Set<String> RESERVED_EVENTS =
            Set.of("error", "left", "status_changed", "newListener", "removeListener");

    private static final String PROBE = "{ \"data\" : [1, {\"a\":\"\\u0041\"}] ,\"status\":{} }";

    private final MessageLimits limits;
    private final Jsonb jsonb;
    private final MessageWriter writer;

    /**
     * Makes a codec with a {@link Jsonb} of its own.
     *
     * @throws IllegalStateException if the JSON-P provider's parser does not report its position
     */
    public MessageCodec(MessageLimits limits) {
        this.limits = limits;
        this.jsonb = JsonbBuilder.create(new JsonbConfig().withDeserializers(new EnvelopeDeserializer(limits)));
        this.writer = new MessageWriter(jsonb);
        Envelope probe = jsonb.fromJson(PROBE, Envelope.class);
        if (probe.end() != PROBE.length()
                || probe.data() == null
                || !probe.data().cutFrom(PROBE).text().equals("[1, {\"a\":\"\\u0041\"}]")) {
            throw new IllegalStateException(
                    "muc-signaling needs a JSON-P provider whose parser provides the offset behind"
                            + " each event, as Eclipse Parsson's does; this server's does not");
        }
    }

    /** {@return the message in a client's text} */
    public ClientMessage read(String text) {
        Envelope envelope = envelope(text);
        String type = envelope.type();
        if (envelope.problem() != null) {
            Invalid invalid = invalid("", "Error processing incoming message: " + envelope.problem());
            return "to".equals(type) ? about(envelope, invalid) : invalid;
        }
        if (type == null) {
            return invalid("", "Incoming message does not have a type");
        }
        return switch (type) {
            case "to" -> to(envelope, text);
            case "status" -> status(envelope, text);
            case "join" -> join(envelope, text);
            case "leave" -> new Leave();
            case "ping" -> new Ping();
            case "renew" -> renew(envelope);
            case "resume" -> resume(envelope);
            default -> new Invalid(type, Failure.UNKNOWN_TYPE);
        };
    }

    /** {@return the text of a message} */
    public String write(ServerMessage message) {
        return writer.write(message);
    }

    /** {@return the JSON to which JSON-B converts a value; {@code null} for null} A {@code JsonValue} is unchanged. */
    public JsonText json(@Nullable Object value) {
        return new JsonText(jsonb.toJson(value));
    }

    /**
     * Parses a status for applications.
     *
     * @return the object; empty if Java cannot represent its content, such as the number {@code 1e99999999999}
     */
    public JsonObject object(JsonText status) {
        try {
            return jsonb.fromJson(status.text(), JsonObject.class);
        } catch (JsonbException | JsonException | ArithmeticException | NumberFormatException tooMuch) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }

    /**
     * Checks the name of an event.
     *
     * @return the problem, or null if the name is valid
     */
    public @Nullable String problemOfEvent(String event) {
        if (event.codePointCount(0, event.length()) > limits.eventLength()) {
            return "Event name too long";
        }
        return !limits.reservedEvents() && RESERVED_EVENTS.contains(event) ? "Reserved event name" : null;
    }

    @Override
    public void close() {
        try {
            jsonb.close();
        } catch (Exception closing) {
            throw new IllegalStateException(closing);
        }
    }

    private Envelope envelope(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Envelope.wrong(EnvelopeDeserializer.NOT_AN_OBJECT);
        }
        Envelope envelope;
        try {
            envelope = jsonb.fromJson(text, Envelope.class);
        } catch (EnvelopeDeserializer.Refused refused) {
            return refused.envelope();
        } catch (JsonbException | JsonException | NoSuchElementException | IllegalStateException notJson) {
            return Envelope.wrong(EnvelopeDeserializer.NOT_JSON);
        }
        if (envelope.problem() != null) {
            return envelope;
        }
        if (!isJsonSpace(text, envelope.end())) {
            return envelope.withProblem(EnvelopeDeserializer.NOT_JSON);
        }
        return Surrogates.paired(text) ? envelope : envelope.withProblem("lone surrogate");
    }

    private ClientMessage to(Envelope envelope, String text) {
        String peer = envelope.peer();
        String event = envelope.event();
        if (peer == null || event == null || event.isEmpty()) {
            return about(envelope, invalid("to", "'to' is missing a mandatory value"));
        }
        String problem = problemOfEvent(event);
        Envelope.Span data = envelope.data();
        return problem == null
                ? new To(peer, event, data == null ? null : data.cutFrom(text))
                : about(envelope, invalid("to", problem));
    }

    private ClientMessage status(Envelope envelope, String text) {
        JsonText status = envelope.status() == null ? null : envelope.status().cutFrom(text);
        if (status == null || !status.isObject()) {
            return invalid("status", "'update_status' is missing the status");
        }
        return fits(status) ? new Status(status) : statusTooLarge("status");
    }

    private ClientMessage join(Envelope envelope, String text) {
        JsonText given = envelope.status() == null ? null : envelope.status().cutFrom(text);
        JsonText status = given == null || given.isNull() ? JsonText.EMPTY_OBJECT : given;
        if (!status.isObject()) {
            return invalid("join", "Unable to join");
        }
        return fits(status)
                ? new Join(status, envelope.events(), envelope.ice(), envelope.renew(), envelope.resume())
                : statusTooLarge("join");
    }

    private static ClientMessage renew(Envelope envelope) {
        String token = envelope.token();
        return token == null ? invalid("renew", "'renew' is missing the token") : new Renew(token);
    }

    private static ClientMessage resume(Envelope envelope) {
        String token = envelope.token();
        return token == null || envelope.received() < 0
                ? invalid("resume", "'resume' is missing a mandatory value")
                : new Resume(token, envelope.received());
    }

    private boolean fits(JsonText status) {
        return limits.statusBytes() == 0 || Utf8.fits(status.text(), limits.statusBytes());
    }

    private Invalid statusTooLarge(String type) {
        return new Invalid(
                type, new Failure(ErrorCode.TOO_LARGE, "Status larger than " + limits.statusBytes() + " bytes"));
    }

    private static Invalid invalid(String type, String msg) {
        return new Invalid(type, new Failure(BAD_MESSAGE, msg));
    }

    /** Returns the same answer with the peer and the event of the {@code to} that it answers. */
    private static Invalid about(Envelope envelope, Invalid invalid) {
        return new Invalid(invalid.type(), invalid.error().about(envelope.peer(), envelope.event()));
    }

    private static boolean isJsonSpace(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (" \t\r\n".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
