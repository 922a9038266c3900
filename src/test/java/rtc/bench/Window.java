package rtc.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Limits how many numbered events are on the way at once, and checks that they arrive in order. */
final class Window {

    static final int SIZE = 500;

    private static final int PATIENCE_SECONDS = 60;

    private final int count;
    private final Semaphore room = new Semaphore(SIZE);
    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private int expected;

    Window(int count) {
        this.count = count;
    }

    void awaitRoom() throws InterruptedException, TimeoutException {
        if (!room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            all.getNow(null);
            throw new TimeoutException("Some did not arrive");
        }
    }

    void awaitAll() throws Exception {
        all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Records that the event with this number has arrived. For one thread at a time. */
    void arrived(int number) {
        if (number != expected) {
            all.completeExceptionally(new AssertionError("Expected " + expected + ", got " + number));
            return;
        }
        expected++;
        room.release();
        if (expected == count) {
            all.complete(null);
        }
    }
}
