package rtc.signaling;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One connection that carries texts in both directions, in order. {@link MucSignaling} uses it to communicate with the
 * server. A channel connects only once; to connect again, create a new channel.
 *
 * <p><b>Threads.</b> Every method may be called by any thread, returns without waiting, and calls no listener before it
 * returns. Message listeners are called one at a time, in the order of the messages, on a thread of the channel. They
 * must return at once, because the channel reads nothing while a listener runs. The futures complete on threads that
 * their dependents may block.
 *
 * @see WebSocketChannel
 */
public interface Channel {

    /**
     * Connects. Add the listeners before calling this method.
     *
     * @return a future that completes when texts can be sent, and fails within a bounded time if no connection can be
     *     made. An exception other than {@link SignalingException} is reported as
     *     {@link SignalingException#UNREACHABLE}. Further calls only return the same result
     */
    CompletableFuture<Void> connect();

    /**
     * Sends a text, after all texts that were sent earlier.
     *
     * @param message the text
     * @return a future that completes when the text has been passed to the connection, and fails with a
     *     {@link SignalingException} if the text is not sent
     */
    @CanIgnoreReturnValue
    CompletableFuture<Void> send(String message);

    /**
     * Adds a listener for the texts that arrive.
     *
     * @param listener receives each text
     * @return the subscription, which removes the listener when closed
     */
    Subscription onMessage(Consumer<String> listener);

    /**
     * Adds a listener for the end of the connection. If {@link #connect()} succeeded, the listener is called exactly
     * once, after the last message, for whatever reason the connection ended. After {@link #close()}, it is called
     * within a few seconds.
     *
     * @param listener receives the ending of the connection
     * @return the subscription, which removes the listener when closed
     */
    Subscription onClosed(Consumer<Ending> listener);

    /**
     * Closes the connection when all texts that were passed to {@link #send} earlier have been sent, or after a few
     * seconds. A {@link #connect()} in progress fails. Further calls do nothing.
     */
    void close();
}
