package rtc.muc.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a client's message, as read in one pass: the protocol's own fields as values, the application's
 * payloads as positions in the text. Public only because JSON-B requires it.
 *
 * @param type the type; null if it is missing or not a string
 * @param peer the recipient; null if it is missing or not a string
 * @param event the event's name; null if it is missing or not a string
 * @param token a token; null if it is missing or not a string
 * @param events whether the client accepts server events
 * @param ice whether the client asks for STUN and TURN servers
 * @param renew whether the client wants to renew its access
 * @param resume whether the client wants to resume over another connection if this one is lost
 * @param received how many messages the client has received; -1 if the number is missing or invalid
 * @param status the position of the status; null if there is none
 * @param data the position of the data; null if there is none
 * @param end the offset after the message
 * @param problem the first problem; null if there is none. After a problem, only the type, the recipient and the
 *     event's name are usable, if they were read
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
     * @param from the offset after its key, before the colon
     * @param to the offset after its last character
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
