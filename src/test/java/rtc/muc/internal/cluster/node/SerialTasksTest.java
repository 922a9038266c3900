package rtc.muc.internal.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SerialTasksTest {

    private static final int THREADS = 4;
    private static final int EACH = 20_000;

    private final List<Integer> done = new ArrayList<>();
    private final Queue<Runnable> submitted = new ArrayDeque<>();

    @Test
    void aTaskThatFailsDoesNotKeepTheNextFromRunning() {
        SerialTasks tasks = new SerialTasks(submitted::add);
        tasks.execute(() -> {
            throw new AssertionError("as if it had a bug");
        });
        tasks.execute(() -> done.add(2));

        assertThat(tasks.waiting()).isEqualTo(2);
        submitted.remove().run();
        assertThat(done).containsExactly(2);
        assertThat(tasks.waiting()).isZero();
    }

    @Test
    void aFailureThatCannotBeLoggedDoesNotKeepLaterTasksFromRunning() {
        SerialTasks tasks = new SerialTasks(submitted::add);
        tasks.execute(() -> {
            throw new AssertionError() {
                @Override
                public String getMessage() {
                    throw new OutOfMemoryError("as if there were no memory for a log line");
                }
            };
        });
        assertThatThrownBy(() -> submitted.remove().run()).isInstanceOf(OutOfMemoryError.class);

        tasks.execute(() -> done.add(2));
        submitted.remove().run();
        assertThat(done).containsExactly(2);
        assertThat(tasks.waiting()).isZero();
    }

    @Test
    void afterThePoolHasNoThreadTheNextTaskRunsAllTasksThatWait() {
        AtomicInteger calls = new AtomicInteger();
        SerialTasks tasks = new SerialTasks(task -> {
            if (calls.incrementAndGet() <= 2) {
                throw new OutOfMemoryError("as if there were no threads");
            }
            submitted.add(task);
        });
        tasks.execute(() -> done.add(1));
        tasks.execute(() -> done.add(2));
        tasks.execute(() -> done.add(3));

        assertThat(submitted).hasSize(1);
        submitted.remove().run();
        assertThat(done).containsExactly(1, 2, 3);
        assertThat(tasks.waiting()).isZero();
        tasks.execute(() -> done.add(4));
        submitted.remove().run();
        assertThat(done).endsWith(4);
    }

    @Test
    void tasksOfManyThreadsRunOneAfterTheOtherAndNoneIsForgotten() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        try {
            SerialTasks tasks = new SerialTasks(pool);
            CountDownLatch all = new CountDownLatch(THREADS * EACH);
            int[] count = new int[1];
            for (int caller = 0; caller < THREADS; caller++) {
                callers.execute(() -> {
                    for (int i = 0; i < EACH; i++) {
                        tasks.execute(() -> {
                            count[0]++; // not atomic: only correct if tasks do not overlap
                            all.countDown();
                        });
                    }
                });
            }
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(count[0]).isEqualTo(THREADS * EACH);
        } finally {
            callers.shutdownNow();
            pool.shutdownNow();
        }
    }
}
