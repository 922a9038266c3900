package rtc.signaling;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What a server accepts, checked before something is sent.
 *
 * @param messageSize the most bytes of a message
 * @param statusSize the most bytes of a status
 */
record MessageLimits(int messageSize, int statusSize) {

    static final MessageLimits STANDARD = new MessageLimits(64 << 10, 4 << 10);

    private static final int MAX_EVENT_LENGTH = 64;
    private static final Set<String> RESERVED_EVENTS =
            Set.of("error", "left", "status_changed", "newListener", "removeListener");

    /** @throws SignalingException if the server would refuse an event of this name */
    void checkEvent(String event) {
        if (event.isEmpty()) {
            throw SignalingException.badMessage("The name of an event must not be empty");
        }
        if (RESERVED_EVENTS.contains(event)) {
            throw SignalingException.badMessage("The name of the event is reserved: " + event);
        }
        if (event.codePointCount(0, event.length()) > MAX_EVENT_LENGTH) {
            throw SignalingException.badMessage(
                    "The name of an event has more than " + MAX_EVENT_LENGTH + " characters");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(event)) {
            throw SignalingException.badMessage("The name of an event holds half a character: a lone surrogate");
        }
    }

    /** @throws SignalingException if the server would refuse such a payload */
    void checkPayload(String json) {
        var problem = PayloadRules.brokenBy(json);
        if (problem != null) {
            throw SignalingException.badMessage(problem);
        }
    }

    /** @throws SignalingException if a message is too large */
    void checkSize(String message) {
        check("message", message, messageSize);
    }

    /** @throws IllegalArgumentException if the server would refuse such a status */
    void checkStatus(String json) {
        try {
            checkPayload(json);
            check("status", json, statusSize);
        } catch (SignalingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void check(String what, String text, int limit) {
        if (text.length() > limit / 3 && text.getBytes(StandardCharsets.UTF_8).length > limit) {
            throw SignalingException.tooLarge("The " + what + " has more than " + limit + " bytes");
        }
    }
}
