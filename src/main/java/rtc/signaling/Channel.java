package rtc.signaling;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One connection that carries texts both ways, in order: what {@link MucSignaling} talks through. A channel is used
 * once; who wants to connect again makes a new one.
 *
 * <p><b>Threads.</b> Every method may be called from any thread, returns without waiting and calls nobody's code before
 * it returns. Message listeners are called one at a time, in the order of the messages, on a thread of the channel's,
 * and must return at once: while one runs, nothing else is read. Futures complete on a thread where code that depends
 * on them may run.
 *
 * @see WebSocketChannel
 */
public interface Channel {

    /**
     * Connects. Add the listeners before.
     *
     * @return completes when texts can be sent; fails when there is no connection to be had, in bounded time. What is
     *     no {@link SignalingException} counts as {@link SignalingException#UNREACHABLE}. Called again it returns the
     *     same result and does nothing more
     */
    CompletableFuture<Void> connect();

    /**
     * Sends a text after all those sent before.
     *
     * @param message the text
     * @return completes when the text has been handed to the connection; fails with a {@link SignalingException} when
     *     it will not be sent
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
     * Adds a listener for the end of the connection. It is called once, after the last message, if {@link #connect()}
     * succeeded, whoever ended the connection and however; after {@link #close()} within a few seconds.
     *
     * @param listener is given how the connection ended
     * @return removes the listener
     */
    Subscription onClosed(Consumer<Ending> listener);

    /**
     * Ends the connection once the texts sent before are out, or a few seconds later if they do not get out. A
     * {@link #connect()} that is under way fails. Does nothing the second time.
     */
    void close();
}
