package rtc.signaling;

/**
 * Removes a listener when it is closed.
 *
 * <p>It may be closed by any thread, by the listener itself, and more than once. A call of the listener that is under
 * way goes on; after {@code close()} has returned, no new call begins.
 */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    /** Removes the listener. Does nothing the second time. */
    @Override
    void close();
}
