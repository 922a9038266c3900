package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FutureCompleterTest {

    private final ManualTimer timer = new ManualTimer();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final FutureCompleter completions = new FutureCompleter(tasks::add, timer);

    @Test
    void futuresWithoutDependentsAreCompletedInBatches() {
        var futures = Stream.generate(CompletableFuture<Void>::new).limit(100).toList();
        futures.forEach(future -> completions.complete(future, null));
        assertThat(tasks).isEmpty();

        timer.pass(FutureCompleter.MOMENT);
        assertThat(tasks).hasSize(1);
        assertThat(runAll()).isEqualTo(2);

        assertThat(futures).allMatch(CompletableFuture::isDone);
    }

    @Test
    void futuresWithDependentsAreCompletedAtOnce() {
        var future = new CompletableFuture<Void>();
        var failed = future.handle((nothing, failure) -> failure);
        var why = SignalingException.closed();

        completions.complete(future, why);
        runAll();

        assertThat(failed).isCompletedWithValue(why);
    }

    @Test
    void theTimerRunsOnlyWhileFuturesWait() {
        for (int i = 0; i < 3; i++) {
            var future = new CompletableFuture<Void>();
            completions.complete(future, null);
            timer.pass(FutureCompleter.MOMENT);
            runAll();
            assertThat(future).isDone();
        }
        timer.pass(FutureCompleter.MOMENT);
        assertThat(timer.isIdle()).isTrue();
    }

    @Test
    void dependentsMayWaitForOtherFutures() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            var busy = new FutureCompleter(threads, timer);
            var first = new CompletableFuture<Void>();
            var second = new CompletableFuture<Void>();
            busy.complete(first, null);
            busy.complete(second, null);
            var waiting = new CountDownLatch(1);
            var both = first.thenRun(() -> {
                waiting.countDown();
                second.join();
            });

            timer.pass(FutureCompleter.MOMENT);
            waiting.await();
            timer.pass(FutureCompleter.MOMENT);

            both.get(20, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
    }

    @CanIgnoreReturnValue
    private int runAll() {
        int run = 0;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
            run++;
        }
        return run;
    }
}
