package rtc.signaling;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The texts that one connection has to send, in order. One text at a time is passed to the wire; at most
 * {@value #MAX_CHARS} characters wait.
 *
 * <p>The wire may report completion before its call returns, or later on a thread of its own. In the latter case, that
 * thread sends the next text. Calls of the wire never nest. Futures are completed on other threads.
 */
final class SendQueue {

    /** Sends a text, and reports the completion once, with the failure if sending failed. */
    @FunctionalInterface
    interface Wire {
        void send(String text, Consumer<@Nullable Throwable> done);
    }

    static final int MAX_CHARS = 16 << 20;

    private record Sending(String text, CompletableFuture<Void> result) {}

    private final Wire wire;
    private final FutureCompleter completions;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Queue<Sending> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private @Nullable Sending inFlight;

    @GuardedBy("lock")
    private long chars;

    @GuardedBy("lock")
    private boolean closed;

    SendQueue(Wire wire, FutureCompleter completions) {
        this.wire = wire;
        this.completions = completions;
    }

    CompletableFuture<Void> add(String text) {
        var sending = new Sending(text, new CompletableFuture<>());
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.failedFuture(SignalingException.closed());
            }
            if (chars + text.length() > MAX_CHARS) {
                return CompletableFuture.failedFuture(SignalingException.overflow("Too much text waits to be sent"));
            }
            chars += text.length();
            waiting.add(sending);
            if (inFlight != null) {
                return sending.result;
            }
            inFlight = waiting.remove();
        }
        send(sending);
        return sending.result;
    }

    /**
     * Stops accepting texts.
     *
     * @return a future that completes when all accepted texts have been sent or have failed
     */
    CompletableFuture<Void> close() {
        synchronized (lock) {
            closed = true;
            if (inFlight == null) {
                completions.complete(drained, null);
            }
        }
        return drained;
    }

    /** The connection has ended: all texts that have not been sent fail. */
    void fail(SignalingException why) {
        synchronized (lock) {
            closed = true;
            waiting.forEach(sending -> completions.complete(sending.result, why));
            waiting.clear();
            if (inFlight != null) {
                completions.complete(inFlight.result, why);
            }
            completions.complete(drained, null);
        }
    }

    /** Sends this text and the waiting texts, until the wire does not complete a text at once. */
    private void send(@Nullable Sending first) {
        for (Sending next = first; next != null && sendAtOnce(next); ) {
            next = takeNext(next);
        }
    }

    /**
     * Sends a text, and returns whether the wire completed it before its call returned. If it did not, the queue
     * continues when the wire reports completion.
     */
    private boolean sendAtOnce(Sending sending) {
        var met = new AtomicBoolean();
        try {
            wire.send(sending.text, failure -> {
                completions.complete(sending.result, failure == null ? null : SignalingException.sendFailed(failure));
                if (!met.compareAndSet(false, true)) {
                    send(takeNext(sending));
                }
            });
        } catch (Throwable e) {
            completions.complete(sending.result, SignalingException.sendFailed(e));
            return true;
        }
        return !met.compareAndSet(false, true);
    }

    private @Nullable Sending takeNext(Sending done) {
        synchronized (lock) {
            chars -= done.text.length();
            inFlight = waiting.poll();
            if (inFlight == null && closed) {
                completions.complete(drained, null);
            }
            return inFlight;
        }
    }
}
