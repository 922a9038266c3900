package rtc.muc.protocol;

import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@link Envelope} in one pass over the parser's events, and refuses what JSON allows and the protocol does
 * not: duplicate keys, deep nesting, long numbers. Relies on {@link JsonParser#getLocation()} telling the offset behind
 * the last event, as Parsson does; {@link MessageCodec} checks that once.
 */
final class EnvelopeDeserializer implements JsonbDeserializer<Envelope> {

    /**
     * Says what is wrong with a message, and ends its reading there: the parser, which would go on to the end otherwise,
     * has limits of its own behind ours.
     */
    static final class Refused extends JsonbException {

        private static final long serialVersionUID = 1;

        private final String problem;

        Refused(String problem) {
            super(problem);
            this.problem = problem;
        }

        String problem() {
            return problem;
        }

        /** Clients cause it at will, so it costs nothing. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    static final String NOT_AN_OBJECT = "not a JSON object";
    static final String DUPLICATE_KEY = "duplicate key";
    static final String TOO_DEEP = "nested too deeply";
    static final String NUMBER_TOO_LONG = "number too long";

    /** Stands for the keys of an array, which has none. */
    private static final Keys NONE = new Keys();

    private final MessageLimits limits;

    EnvelopeDeserializer(MessageLimits limits) {
        this.limits = limits;
    }

    /** The parser stands behind the first event already, and does not say which it was. */
    @Override
    public Envelope deserialize(JsonParser parser, DeserializationContext context, Type type) {
        return new Pass(parser).envelope();
    }

    /** One pass over one message. */
    private final class Pass {

        private final JsonParser parser;
        private final Keys keys = new Keys();
        private @Nullable String type;
        private @Nullable String peer;
        private @Nullable String event;
        private boolean events;
        private Envelope.@Nullable Span status;
        private Envelope.@Nullable Span data;

        Pass(JsonParser parser) {
            this.parser = parser;
        }

        Envelope envelope() {
            Event at = parser.next();
            while (at == Event.KEY_NAME) {
                String key = parser.getString();
                if (!keys.add(key)) {
                    throw new Refused(DUPLICATE_KEY);
                }
                field(key, offset());
                at = parser.next();
            }
            if (at != Event.END_OBJECT) {
                throw new Refused(NOT_AN_OBJECT);
            }
            return new Envelope(type, peer, event, events, status, data, offset(), null);
        }

        private void field(String key, int keyEnd) {
            Event first = parser.next();
            String string = first == Event.VALUE_STRING ? parser.getString() : null;
            value(first);
            switch (key) {
                case "type" -> type = string;
                case "peer" -> peer = string;
                case "event" -> event = string;
                case "events" -> events = first == Event.VALUE_TRUE;
                case "status" -> status = new Envelope.Span(keyEnd, offset());
                case "data" -> data = new Envelope.Span(keyEnd, offset());
                default -> {}
            }
        }

        /** Goes to the end of the value that starts with the given event. */
        private void value(Event first) {
            switch (first) {
                case START_OBJECT, START_ARRAY -> tree(first);
                case VALUE_NUMBER -> number();
                default -> {}
            }
        }

        private void tree(Event first) {
            Deque<Keys> open = new ArrayDeque<>(4);
            Event at = first;
            while (true) {
                switch (at) {
                    case START_OBJECT -> descend(open, new Keys());
                    case START_ARRAY -> descend(open, NONE);
                    case KEY_NAME -> key(open.element());
                    case VALUE_NUMBER -> number();
                    case END_OBJECT, END_ARRAY -> open.remove();
                    default -> {}
                }
                if (open.isEmpty()) {
                    return;
                }
                at = parser.next();
            }
        }

        private void descend(Deque<Keys> open, Keys keysOfLevel) {
            open.push(keysOfLevel);
            if (open.size() + 1 > limits.depth()) {
                throw new Refused(TOO_DEEP);
            }
        }

        private void key(Keys keysOfLevel) {
            if (!keysOfLevel.add(parser.getString())) {
                throw new Refused(DUPLICATE_KEY);
            }
        }

        private void number() {
            if (parser.getString().length() > limits.numberLength()) {
                throw new Refused(NUMBER_TOO_LONG);
            }
        }

        private int offset() {
            return (int) parser.getLocation().getStreamOffset();
        }
    }
}
