package rtc.muc.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What one pass over a client's message found: the protocol's own fields by value, the application's payloads by place.
 * Public because JSON-B asks it of the types that it reads; for {@link MessageCodec} alone.
 *
 * @param type the type, null where there is no string of that name
 * @param peer the recipient, null where there is no string of that name
 * @param event the event's name, null where there is no string of that name
 * @param token a token, null where there is no string of that name
 * @param events whether the client takes server events
 * @param ice whether the client wants to be told the STUN and TURN servers
 * @param renew whether the client wants to renew its access
 * @param resume whether the client wants to go on over another connection when this one is lost
 * @param received a count of messages, -1 where there is no whole number of that name
 * @param status where the status stands, null where there is none
 * @param data where the data stands, null where there is none
 * @param end the offset behind the message
 * @param problem what is wrong with it, null where nothing is; of the other fields only the type, the recipient and the
 *     event's name are then of use, as far as they could be read
 */
public record Envelope(
        @Nullable String type,
        @Nullable String peer,
        @Nullable String event,
        @Nullable String token,
        boolean events,
        boolean ice,
        boolean renew,
        boolean resume,
        long received,
        @Nullable Span status,
        @Nullable Span data,
        int end,
        @Nullable String problem) {

    /**
     * Where a payload stands in the text.
     *
     * @param from the offset behind its key, before the colon
     * @param to the offset behind its last character
     */
    public record Span(int from, int to) {

        JsonText cutFrom(String text) {
            int start = text.indexOf(':', from) + 1;
            while (text.charAt(start) <= ' ') {
                start++;
            }
            return new JsonText(text.substring(start, to));
        }
    }

    Envelope withProblem(String found) {
        return new Envelope(type, peer, event, token, events, ice, renew, resume, received, status, data, end, found);
    }

    static Envelope wrong(String problem) {
        return new Envelope(null, null, null, null, false, false, false, false, -1, null, null, 0, problem);
    }
}
