package rtc.signaling;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for the next connection, in order. For one thread at a time.
 *
 * <p>Futures are completed by the executor, never by the caller.
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
     * @param capacity the most characters that may wait; 0 if nothing may
     */
    CompletableFuture<Void> add(String peer, String text, int capacity) {
        if (capacity == 0) {
            return CompletableFuture.failedFuture(SignalingException.closed());
        }
        if (text.length() > capacity - chars) {
            return CompletableFuture.failedFuture(SignalingException.overflow("Too much waits for a connection"));
        }
        var pending = new Pending(peer, text, new CompletableFuture<>());
        messages.add(pending);
        chars += text.length();
        return pending.result;
    }

    /**
     * Sends the messages to the peers that are still there; those to other peers fail, and those to the server, which a
     * new join makes obsolete, are dropped.
     *
     * @param present whether a recipient is there
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

    /** Fails all messages: no connection will take them. */
    void fail() {
        chars = 0;
        while (!messages.isEmpty()) {
            var pending = messages.remove();
            completions.execute(() -> pending.complete(SignalingException.closed()));
        }
    }
}
