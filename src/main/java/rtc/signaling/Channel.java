package rtc.signaling;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One connection that carries texts in both directions, in order. {@link MucSignaling} communicates over it. A channel
 * connects once; to connect again, make a new one.
 *
 * <p><b>Threads.</b> Every method may be called by any thread, returns without waiting, and calls no listener before it
 * returns. Message listeners are called one at a time, in the order of the messages, on a thread of the channel. They
 * must return at once: while one runs, nothing else is read. A future's dependents may block the thread on which it
 * completes.
 *
 * @see WebSocketChannel
 */
public interface Channel {

    /**
     * Connects. Add the listeners before.
     *
     * @return completes when texts can be sent; fails in bounded time if no connection can be made. An exception other
     *     than {@link SignalingException} counts as {@link SignalingException#UNREACHABLE}. Further calls return the
     *     same result and do nothing else
     */
    CompletableFuture<Void> connect();

    /**
     * Sends a text after all those sent before.
     *
     * @param message the text
     * @return completes when the text has been handed to the connection; fails with a {@link SignalingException} if it
     *     is not sent
     */
    @CanIgnoreReturnValue
    CompletableFuture<Void> send(String message);

    /**
     * Adds a listener for the texts that arrive.
     *
     * @param listener is given each text
     * @return removes the listener
     */
    Subscription onMessage(Consumer<String> listener);

    /**
     * Adds a listener for the end of the connection. If {@link #connect()} succeeded, it is called once, after the last
     * message, whatever the reason; after {@link #close()} within a few seconds.
     *
     * @param listener is given how the connection ended
     * @return removes the listener
     */
    Subscription onClosed(Consumer<Ending> listener);

    /**
     * Closes the connection when the texts sent before are out, or after a few seconds. A {@link #connect()} that is
     * under way fails. Does nothing the second time.
     */
    void close();
}
