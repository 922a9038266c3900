package rtc.muc.internal.protocol;

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
 * Reads an {@link Envelope} in one pass over the parser's events, and rejects what JSON allows but the protocol
 * forbids: duplicate keys, deep nesting, long numbers and large exponents. It relies on {@link
 * JsonParser#getLocation()} returning the offset after the last event, as in Parsson; {@link MessageCodec} checks this
 * when it is created.
 */
final class EnvelopeDeserializer implements JsonbDeserializer<Envelope> {

    /** Thrown to stop reading a message whose remainder cannot be read. */
    static final class Refused extends JsonbException {

        private static final long serialVersionUID = 1;

        private final transient Envelope envelope;

        Refused(Envelope envelope) {
            super(envelope.problem());
            this.envelope = envelope;
        }

        /** {@return the problem, with the fields read before it} */
        Envelope envelope() {
            return envelope;
        }

        /** Omits the stack trace, because clients can cause this exception at will. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    static final String NOT_AN_OBJECT = "not a JSON object";
    static final String NOT_JSON = "not valid JSON";
    static final String DUPLICATE_KEY = "duplicate key";
    static final String TOO_DEEP = "nested too deeply";
    static final String NUMBER_TOO_LONG = "number too long";
    static final String EXPONENT_OUT_OF_RANGE = "exponent out of range";

    /** The maximum number of digits of a count: JavaScript represents all such integers exactly. */
    private static final int LONGEST_COUNT = 15;

    /** Once an exponent reaches this number, its further digits are ignored, so that it cannot overflow. */
    private static final int ENORMOUS = 10_000_000;

    /** Used for arrays, which have no keys. */
    private static final SeenKeys NONE = new SeenKeys();

    private final MessageLimits limits;

    EnvelopeDeserializer(MessageLimits limits) {
        this.limits = limits;
    }

    /** JSON-B has already consumed the parser's first event, and does not report which one it was. */
    @Override
    public Envelope deserialize(JsonParser parser, DeserializationContext context, Type type) {
        return new Pass(parser).envelope();
    }

    /**
     * One pass over one message. It stores the first problem but continues to read, so that the answer can name the
     * event even if the problem is in a payload that precedes the name.
     */
    private final class Pass {

        private final JsonParser parser;
        private final SeenKeys keys = new SeenKeys();
        private @Nullable String type;
        private @Nullable String peer;
        private @Nullable String event;
        private @Nullable String token;
        private boolean events;
        private boolean ice;
        private boolean renew;
        private boolean resume;
        private long received = -1;
        private Envelope.@Nullable Span status;
        private Envelope.@Nullable Span data;
        private @Nullable String problem;

        Pass(JsonParser parser) {
            this.parser = parser;
        }

        Envelope envelope() {
            fields();
            return read(offset());
        }

        private Envelope read(int end) {
            return new Envelope(
                    type, peer, event, token, events, ice, renew, resume, received, status, data, end, problem);
        }

        private void fields() {
            Event at = next();
            while (at == Event.KEY_NAME) {
                String key = parser.getString();
                if (keys.add(key)) {
                    field(key);
                } else {
                    note(DUPLICATE_KEY);
                    value(next());
                }
                at = next();
            }
            if (at != Event.END_OBJECT) {
                throw new Refused(Envelope.wrong(NOT_AN_OBJECT));
            }
        }

        private void field(String key) {
            int keyEnd = key.equals("data") || key.equals("status") ? offset() : 0;
            Event first = next();
            String string = first == Event.VALUE_STRING ? parser.getString() : null;
            long count = first == Event.VALUE_NUMBER && key.equals("received") ? count(parser.getString()) : -1;
            value(first);
            switch (key) {
                case "type" -> type = string;
                case "peer" -> peer = string;
                case "event" -> event = string;
                case "token" -> token = string;
                case "events" -> events = first == Event.VALUE_TRUE;
                case "ice" -> ice = first == Event.VALUE_TRUE;
                case "renew" -> renew = first == Event.VALUE_TRUE;
                case "resume" -> resume = first == Event.VALUE_TRUE;
                case "received" -> received = count;
                case "status" -> status = new Envelope.Span(keyEnd, offset());
                case "data" -> data = new Envelope.Span(keyEnd, offset());
                default -> {}
            }
        }

        /** Skips to the end of the value that starts with the given event. */
        private void value(Event first) {
            switch (first) {
                case START_OBJECT, START_ARRAY -> tree(first);
                case VALUE_NUMBER -> number();
                default -> {}
            }
        }

        private void tree(Event first) {
            Deque<SeenKeys> open = new ArrayDeque<>(4);
            Event at = first;
            while (true) {
                switch (at) {
                    case START_OBJECT -> descend(open, new SeenKeys());
                    case START_ARRAY -> descend(open, NONE);
                    case KEY_NAME -> key(open.element());
                    case VALUE_NUMBER -> number();
                    case END_OBJECT, END_ARRAY -> open.remove();
                    default -> {}
                }
                if (open.isEmpty()) {
                    return;
                }
                at = next();
            }
        }

        private void descend(Deque<SeenKeys> open, SeenKeys keysOfLevel) {
            open.push(keysOfLevel);
            if (open.size() + 1 > limits.depth()) {
                note(TOO_DEEP);
            }
        }

        private void key(SeenKeys keysOfLevel) {
            if (!keysOfLevel.add(parser.getString())) {
                note(DUPLICATE_KEY);
            }
        }

        private void number() {
            String number = parser.getString();
            if (number.length() > limits.numberLength()) {
                note(NUMBER_TOO_LONG);
            } else if (exponent(number) > limits.exponent()) {
                note(EXPONENT_OUT_OF_RANGE);
            }
        }

        /** Stores a problem, unless there is an earlier one: later problems may result from the first. */
        private void note(String found) {
            problem = problem == null ? found : problem;
        }

        /**
         * Returns the next event. Any exception means invalid JSON: parsers have their own limits and throw various
         * types.
         */
        private Event next() {
            try {
                return parser.next();
            } catch (RuntimeException unreadable) {
                note(NOT_JSON);
                throw new Refused(read(0));
            }
        }

        private int offset() {
            return (int) parser.getLocation().getStreamOffset();
        }
    }

    /** {@return a count of messages; -1 if the number is not a valid count} */
    private static long count(String number) {
        return number.length() <= LONGEST_COUNT && number.chars().allMatch(Character::isDigit)
                ? Long.parseLong(number)
                : -1;
    }

    /** {@return the absolute value of a number's exponent; 0 if there is none} */
    private static int exponent(String number) {
        int at = Math.max(number.indexOf('e'), number.indexOf('E')) + 1;
        if (at == 0) {
            return 0;
        }
        at += Character.isDigit(number.charAt(at)) ? 0 : 1;
        int exponent = 0;
        while (at < number.length() && exponent < ENORMOUS) {
            exponent = exponent * 10 + Character.digit(number.charAt(at++), 10);
        }
        return exponent;
    }
}
