package rtc.signaling;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for the next connection, in order. Not thread-safe.
 *
 * <p>Futures are completed on the executor, never on the calling thread.
 */
final class PendingMessages {

    private record Pending(String peer, String text, CompletableFuture<Void> result) {

        void complete(@Nullable Throwable failure) {
            if (failure == null) {
                result.complete(null);
            } else {
                result.completeExceptionally(SignalingException.of(failure));
            }
        }
    }

    private final Executor completions;
    private final Queue<Pending> messages = new ArrayDeque<>();
    private int chars;

    PendingMessages(Executor completions) {
        this.completions = completions;
    }

    /**
     * Adds a message.
     *
     * @param peer the recipient, empty if the message is for the server
     * @param capacity the maximum number of characters that may wait; 0 if no message may wait
     */
    CompletableFuture<Void> add(String peer, String text, int capacity) {
        if (capacity == 0) {
            return CompletableFuture.failedFuture(SignalingException.closed());
        }
        if (text.length() > capacity - chars) {
            return CompletableFuture.failedFuture(SignalingException.overflow("Too much text waits for a connection"));
        }
        var pending = new Pending(peer, text, new CompletableFuture<>());
        messages.add(pending);
        chars += text.length();
        return pending.result;
    }

    /**
     * Sends the messages whose recipients are present. Messages to other peers fail. If the server is not reported as
     * present, messages to it are dropped, because a new join makes them obsolete; their futures complete normally.
     *
     * @param present whether a recipient is present; the recipient is empty for the server
     */
    void release(Function<String, CompletableFuture<Void>> channel, Predicate<String> present) {
        chars = 0;
        while (!messages.isEmpty()) {
            var pending = messages.remove();
            if (present.test(pending.peer)) {
                var unused = channel.apply(pending.text)
                        .whenCompleteAsync((nothing, failure) -> pending.complete(failure), completions);
            } else {
                var why = pending.peer.isEmpty() ? null : SignalingException.left();
                completions.execute(() -> pending.complete(why));
            }
        }
    }

    /** Fails all messages, because no connection will send them. */
    void fail() {
        chars = 0;
        while (!messages.isEmpty()) {
            var pending = messages.remove();
            completions.execute(() -> pending.complete(SignalingException.closed()));
        }
    }
}
