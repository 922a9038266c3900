package rtc.signaling;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A channel whose other end is the test, which checks what was sent and determines what arrives. */
final class FakeChannel implements Channel {

    final CompletableFuture<Void> connected = new CompletableFuture<>();
    final List<String> sent = new CopyOnWriteArrayList<>();

    /** Sends fail while this is set. */
    volatile boolean full;

    private final ListenerInvoker invoker = new ListenerInvoker(failure -> {
        throw failure;
    });
    private final Listeners<String> messages = new Listeners<>(invoker);
    private final Listeners<Ending> endings = new Listeners<>(invoker);
    private final CountDownLatch joining = new CountDownLatch(1);
    private final AtomicInteger connects = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();

    @Override
    public CompletableFuture<Void> connect() {
        connects.incrementAndGet();
        return connected;
    }

    @Override
    public CompletableFuture<Void> send(String message) {
        if (full) {
            return CompletableFuture.failedFuture(SignalingException.overflow("full"));
        }
        sent.add(message);
        joining.countDown();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Subscription onMessage(Consumer<String> listener) {
        return messages.add(listener);
    }

    @Override
    public Subscription onClosed(Consumer<Ending> listener) {
        return endings.add(listener);
    }

    @Override
    public void close() {
        closes.incrementAndGet();
    }

    /** The server accepts the connection. */
    void open() {
        connected.complete(null);
    }

    /** The server accepts the connection, and waits for the join. */
    void openAndAwaitJoin() {
        open();
        try {
            if (!joining.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("Nobody joins");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The server sends a message, in which apostrophes stand for quotation marks. */
    void receive(String message) {
        messages.fire(message.replace('\'', '"'));
    }

    /** The connection ends. */
    void end(int code, String reason) {
        endings.fire(new Ending(code, reason));
    }

    int connects() {
        return connects.get();
    }

    int closes() {
        return closes.get();
    }

    /** What was sent since the last call, with apostrophes for quotation marks. */
    List<String> takeSent() {
        var taken = sent.stream().map(text -> text.replace('"', '\'')).toList();
        sent.clear();
        return taken;
    }
}
