package rtc.muc.internal.container.payara;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class InlineTimerTest {

    private final InlineTimer timer = new InlineTimer();

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    @Test
    void runsDueTasksAtOnceOnTheCallersThread() {
        List<Thread> ran = new ArrayList<>();

        Runnable asked = () -> ran.add(Thread.currentThread());
        ScheduledFuture<?> task = timer.schedule(asked, 0, TimeUnit.MILLISECONDS);

        assertThat(ran).containsExactly(Thread.currentThread());
        assertThat(task.isDone()).isTrue();
        assertThat(task.cancel(true)).isFalse();
        assertThat(timer.getPoolSize()).as("threads").isZero();
    }

    @Test
    void exceptionsOfDueTasksAreNotThrown() {
        Runnable fails = () -> {
            throw new IllegalStateException("told");
        };
        ScheduledFuture<?> task = timer.schedule(fails, -1, TimeUnit.SECONDS);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(task::get)
                .withMessageContaining("told");
    }

    @Test
    void runsOtherTasksOnADaemonThread() throws Exception {
        Thread thread = threadOfATask();

        assertThat(thread.getName()).isEqualTo(InlineTimer.THREAD);
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void removesCancelledTasks() {
        ScheduledFuture<?> task = timer.schedule(() -> {}, 1, TimeUnit.DAYS);
        assertThat(timer.getQueue()).hasSize(1);

        task.cancel(false);

        assertThat(timer.getQueue()).isEmpty();
    }

    @Test
    void shutdownEndsTheThreadAndDropsFurtherTasks() throws Exception {
        Thread thread = threadOfATask();

        timer.shutdownNow();
        thread.join(30_000);

        assertThat(thread.isAlive()).isFalse();
        assertThat(timer.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).isDone()).isFalse();
        assertThat(timer.getQueue()).isEmpty();
    }

    private Thread threadOfATask() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        Runnable task = () -> ran.complete(Thread.currentThread());
        timer.schedule(task, 1, TimeUnit.MILLISECONDS).get(30, TimeUnit.SECONDS);
        return ran.getNow(Thread.currentThread());
    }
}
