package rtc.signaling;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One of the two ends of a channel within this process. Texts that are sent into one end arrive at the other end, in
 * order, without a network and without time limits. The other end may belong to a server in the same process, or to a
 * test that acts as the server; {@link MemoryRoom} is a complete room.
 *
 * <pre>{@code
 * var client = new MemoryChannel();
 * var server = client.other();
 * server.onMessage(text -> server.send(answerTo(text)));
 * server.connect();
 * var signaling = new MucSignaling(client);
 * }</pre>
 *
 * <p>Both ends behave alike. They are connected when {@link #connect()} has been called on both, and closed when either
 * of them is closed; texts that were sent before the close still arrive. The future of {@link #send} completes when the
 * listeners of the other end have processed the text. At most 16 Mi characters may wait for these listeners; beyond
 * that, {@link #send} fails with {@link SignalingException#OVERFLOW}.
 */
public final class MemoryChannel implements Channel {

    private final MemoryChannel other;
    private final AtomicReference<@Nullable Ending> ending;
    private final Executor threads;
    private final SerialExecutor deliveries;
    private final AtomicLong waiting = new AtomicLong();
    private final ListenerInvoker invoker = new ListenerInvoker(new ErrorListeners());
    private final Listeners<String> messages = new Listeners<>(invoker);
    private final Listeners<Ending> closed = new Listeners<>(invoker);
    private final CompletableFuture<Void> connected = new CompletableFuture<>();

    private volatile boolean ready;

    // Accessed only by deliveries.
    private boolean over;

    /** Creates both ends, which use the threads that all connections of the process share. */
    public MemoryChannel() {
        this(Threads.COMPLETIONS);
    }

    /**
     * Creates both ends.
     *
     * @param threads calls the listeners of both ends and completes their futures. An executor that runs tasks on the
     *     calling thread violates the rules of {@link Channel} about threads, but may suit a single-threaded test
     */
    public MemoryChannel(Executor threads) {
        this.threads = Objects.requireNonNull(threads, "threads");
        this.deliveries = new SerialExecutor(threads, Threads.COMPLETIONS);
        this.ending = new AtomicReference<>();
        this.other = new MemoryChannel(this);
    }

    private MemoryChannel(MemoryChannel other) {
        this.threads = other.threads;
        this.deliveries = new SerialExecutor(threads, Threads.COMPLETIONS);
        this.ending = other.ending;
        this.other = other;
    }

    /**
     * The other end.
     *
     * @return the end that receives the texts sent into this one
     */
    public MemoryChannel other() {
        return other;
    }

    @Override
    public CompletableFuture<Void> connect() {
        ready = true;
        if (other.ready) {
            connected.complete(null);
            other.connected.complete(null);
        }
        return connected.whenCompleteAsync((nothing, failure) -> {}, threads);
    }

    @Override
    @CanIgnoreReturnValue
    public CompletableFuture<Void> send(String message) {
        if (!connected.isDone() || ending.get() != null) {
            return CompletableFuture.failedFuture(SignalingException.closed());
        }
        if (other.waiting.addAndGet(message.length()) > ReceiveQueue.MAX_CHARS) {
            other.waiting.addAndGet(-message.length());
            return CompletableFuture.failedFuture(SignalingException.overflow("Too much text waits for the other end"));
        }
        var sent = new CompletableFuture<Void>();
        other.deliveries.execute(() -> other.deliver(message, sent));
        return sent;
    }

    @Override
    public Subscription onMessage(Consumer<String> listener) {
        return messages.add(listener);
    }

    @Override
    public Subscription onClosed(Consumer<Ending> listener) {
        return closed.add(listener);
    }

    @Override
    public void close() {
        close(Ending.normal());
    }

    /**
     * Closes the connection like {@link #close()}, but with an ending of the caller's choice, as a server does. A
     * {@link #connect()} in progress at either end fails with that ending.
     *
     * @param how the ending that both ends report
     */
    public void close(Ending how) {
        if (ending.compareAndSet(null, Objects.requireNonNull(how, "how"))) {
            other.end(how);
            end(how);
        }
    }

    private void deliver(String message, CompletableFuture<Void> sent) {
        waiting.addAndGet(-message.length());
        if (over) {
            threads.execute(() -> sent.completeExceptionally(SignalingException.closed()));
        } else {
            messages.fire(message);
            threads.execute(() -> sent.complete(null));
        }
    }

    private void end(Ending how) {
        boolean neverConnected = connected.completeExceptionally(SignalingException.closed(how));
        deliveries.execute(() -> {
            over = true;
            if (!neverConnected) {
                closed.fire(how);
            }
        });
    }
}
