package rtc.signaling;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The limits of a server for messages and statuses, checked before anything is sent.
 *
 * @param messageSize the maximum size of a message in bytes
 * @param statusSize the maximum size of a status in bytes
 */
record MessageLimits(int messageSize, int statusSize) {

    static final MessageLimits STANDARD = new MessageLimits(64 << 10, 4 << 10);

    private static final int MAX_EVENT_LENGTH = 64;
    private static final Set<String> RESERVED_EVENTS =
            Set.of("error", "left", "status_changed", "newListener", "removeListener");

    /** @throws SignalingException if the server would refuse an event with this name */
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
            throw SignalingException.badMessage("The name of an event contains half a character: a lone surrogate");
        }
    }

    /** @throws SignalingException if the server would refuse the payload */
    void checkPayload(String json) {
        var problem = PayloadRules.brokenBy(json);
        if (problem != null) {
            throw SignalingException.badMessage(problem);
        }
    }

    /** @throws SignalingException if the message is too large */
    void checkSize(String message) {
        check("message", message, messageSize);
    }

    /** @throws IllegalArgumentException if the server would refuse the status */
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
