package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SerialExecutorTest {

    @Test
    void tasksRunInOrderDespiteATaskThatThrows() {
        var ran = new ArrayList<Integer>();
        var serial = new SerialExecutor(Runnable::run, Runnable::run);
        serial.execute(() -> {
            serial.execute(() -> ran.add(2));
            serial.execute(() -> {
                throw new IllegalStateException("on purpose");
            });
            serial.execute(() -> ran.add(3));
            ran.add(1);
        });
        assertThat(ran).containsExactly(1, 2, 3);
    }

    @Test
    void manyTasksRunInSeveralBatches() {
        Queue<Runnable> borrowed = new ArrayDeque<>();
        var ran = new ArrayList<Integer>();
        var serial = new SerialExecutor(borrowed::add, Runnable::run);
        IntStream.range(0, 100).forEach(i -> serial.execute(() -> ran.add(i)));

        assertThat(borrowed).hasSize(1);
        borrowed.remove().run();
        assertThat(ran).hasSizeBetween(1, 99);
        borrowed.remove().run();
        assertThat(ran).isEqualTo(IntStream.range(0, 100).boxed().toList());
        assertThat(borrowed).isEmpty();
    }

    @Test
    void theFallbackRunsTasksAfterTheExecutorIsShutDown() {
        var gone = Executors.newSingleThreadExecutor();
        gone.shutdown();
        var ran = new ArrayList<Integer>();
        var serial = new SerialExecutor(gone, Runnable::run);
        IntStream.range(0, 100).forEach(i -> serial.execute(() -> ran.add(i)));
        assertThat(ran).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void noTaskIsLostAndTasksNeverOverlap() throws Exception {
        int threads = 4;
        int each = 50_000;
        var pool = Executors.newFixedThreadPool(threads);
        var serial = new SerialExecutor(pool, pool);
        var counts = new int[threads];
        var inOrder = new ArrayList<>(List.of(true, true, true, true));
        var done = new CountDownLatch(threads * each);
        var producers = Executors.newFixedThreadPool(threads);
        for (int t = 0; t < threads; t++) {
            int thread = t;
            producers.execute(() -> {
                for (int i = 0; i < each; i++) {
                    int number = i;
                    serial.execute(() -> {
                        if (counts[thread]++ != number) {
                            inOrder.set(thread, false);
                        }
                        done.countDown();
                    });
                }
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        producers.shutdown();
        pool.shutdown();
        assertThat(inOrder).containsOnly(true);
        assertThat(counts).containsOnly(each);
    }
}
