package rtc.trace;

import org.jspecify.annotations.Nullable;

/** A message that a client sent. */
public sealed interface Sent {

    /** {@return the status that the message sets; null if it sets none} */
    default @Nullable String status() {
        return null;
    }

    /**
     * {@code join}.
     *
     * @param status as JSON
     */
    record Join(String status) implements Sent {}

    /**
     * {@code status}.
     *
     * @param status as JSON
     */
    record Status(String status) implements Sent {}

    /**
     * {@code to}.
     *
     * @param peer the recipient's id
     * @param event the event's name
     * @param data as JSON, empty when absent
     */
    record To(String peer, String event, String data) implements Sent {}

    /** {@code leave}. */
    record Leave() implements Sent {}

    /**
     * Any other message, which has no effect on other peers.
     *
     * @param text the message
     */
    record Other(String text) implements Sent {}
}
