package rtc.signaling;

/**
 * The registration of a listener, which is removed when the subscription is closed.
 *
 * <p>A subscription may be closed by any thread, by the listener itself, and more than once. If another thread is
 * delivering an event at that moment, the listener may still receive this event, but it receives no later event.
 */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    /** Removes the listener. Further calls do nothing. */
    @Override
    void close();
}
