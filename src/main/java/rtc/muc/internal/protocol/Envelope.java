package rtc.muc.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a client's message as found in one pass: the protocol's own fields as values, the application's
 * payloads as positions. Public because JSON-B requires it; used by {@link MessageCodec} only.
 *
 * @param type the type; null if there is no such string
 * @param peer the recipient; null if there is no such string
 * @param event the event's name; null if there is no such string
 * @param token a token; null if there is no such string
 * @param events whether the client accepts server events
 * @param ice whether the client asks for STUN and TURN servers
 * @param renew whether the client wants to renew its access
 * @param resume whether the client wants to go on over another connection when this one is lost
 * @param received a count of messages, -1 where there is no whole number of that name
 * @param status the position of the status; null if there is none
 * @param data the position of the data; null if there is none
 * @param end the offset behind the message
 * @param problem the first problem; null if there is none. After a problem, only type, recipient and event name are
 *     usable, as far as they could be read
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
     * The position of a payload in the text.
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
