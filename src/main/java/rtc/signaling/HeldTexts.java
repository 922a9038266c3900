package rtc.signaling;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What is sent to peers while there is no connection waits here for the next one, in order. For one thread at a time. */
final class HeldTexts {

    private record Text(String peer, String text, CompletableFuture<Void> result) {

        void settle(@Nullable Throwable failure) {
            if (failure == null) {
                result.complete(null);
            } else {
                result.completeExceptionally(SignalingException.of(failure));
            }
        }
    }

    private final int capacity;
    private final Executor completions;
    private final Queue<Text> texts = new ArrayDeque<>();
    private int chars;

    /**
     * @param capacity so many characters may wait
     * @param completions completes the futures
     */
    HeldTexts(int capacity, Executor completions) {
        this.capacity = capacity;
        this.completions = completions;
    }

    CompletableFuture<Void> add(String peer, String text) {
        if (capacity == 0) {
            return CompletableFuture.failedFuture(SignalingException.closed());
        }
        if (text.length() > capacity - chars) {
            return CompletableFuture.failedFuture(SignalingException.overflow("Too much waits for a connection"));
        }
        var held = new Text(peer, text, new CompletableFuture<>());
        texts.add(held);
        chars += text.length();
        return held.result;
    }

    /** Sends what goes to these peers; to the others it is too late. */
    void release(Channel channel, Set<String> peers) {
        chars = 0;
        while (!texts.isEmpty()) {
            var held = texts.remove();
            if (peers.contains(held.peer)) {
                var unused = channel.send(held.text)
                        .whenCompleteAsync((nothing, failure) -> held.settle(failure), completions);
            } else {
                fail(held, SignalingException.left());
            }
        }
    }

    /** There will be no connection any more. */
    void fail() {
        chars = 0;
        while (!texts.isEmpty()) {
            var held = texts.remove();
            fail(held, SignalingException.closed());
        }
    }

    private void fail(Text held, SignalingException why) {
        completions.execute(() -> held.settle(why));
    }
}
