package rtc.signaling;

/**
 * What adding a listener returns: closing it removes the listener.
 *
 * <p>Safe to close from any thread, also from within the listener itself, and more than once. A call of the listener
 * that is under way goes on; after {@code close()} has returned no new one begins.
 */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    /** Removes the listener. Does nothing if it is removed already. */
    @Override
    void close();
}
