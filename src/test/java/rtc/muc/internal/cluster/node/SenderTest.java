package rtc.muc.internal.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SenderTest {

    private final Queue<Integer> waiting = new ConcurrentLinkedQueue<>();
    private final List<Integer> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger threads = new AtomicInteger();

    @Test
    void messagesAreSentInOrderAcrossSuccessiveThreads() {
        Sender sender = sender(Duration.ofNanos(1));
        for (int i = 0; i < 5000; i++) {
            waiting.add(i);
            sender.wake();
            if (i % 100 == 0) {
                int count = i + 1;
                await().pollInterval(Duration.ofMillis(1)).until(() -> sent.size() == count);
            }
        }

        await().until(() -> sent.size() == 5000);
        assertThat(sent).isSorted();
        assertThat(threads.get()).isGreaterThan(1);
    }

    @Test
    void wakingTheSenderNeverWaitsForABlockedSend() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        waiting.add(1);
        Sender sender = new Sender(
                () -> {
                    blocked.countDown();
                    awaitQuietly(release);
                    return sendNext();
                },
                this::thread,
                Duration.ofSeconds(10));
        sender.wake();
        blocked.await();
        for (int i = 2; i < 1000; i++) {
            waiting.add(i);
            sender.wake();
        }
        assertThat(sent).isEmpty();

        release.countDown();
        await().until(() -> sent.size() == 999);
        assertThat(threads).hasValue(1);
        sender.stop();
        sender.awaitEnd(Duration.ofSeconds(5));
    }

    @Test
    void aStoppedSenderIgnoresWakeUps() throws InterruptedException {
        Sender sender = sender(Duration.ofSeconds(10));
        sender.wake();
        sender.stop();
        sender.awaitEnd(Duration.ofSeconds(5));
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("sender-test")));

        waiting.add(1);
        sender.wake();
        assertThat(threads).hasValue(1);
    }

    @Test
    void afterAnErrorTheNextMessageStartsAnotherThread() {
        AtomicInteger calls = new AtomicInteger();
        Sender sender = new Sender(
                () -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new AssertionError("as if memory were exhausted");
                    }
                    return sendNext();
                },
                task -> {
                    Thread thread = thread(task);
                    thread.setUncaughtExceptionHandler((failed, error) -> {});
                    return thread;
                },
                Duration.ofSeconds(10));
        sender.wake();
        await().until(() -> calls.get() == 1);
        waiting.add(1);
        await().untilAsserted(() -> {
            sender.wake();
            assertThat(sent).containsExactly(1);
        });
        sender.stop();
    }

    @Test
    void afterAThreadCannotBeStartedTheNextMessageStartsOne() {
        AtomicInteger starts = new AtomicInteger();
        Sender sender = new Sender(
                this::sendNext,
                task -> {
                    if (starts.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("as if there were no threads");
                    }
                    return thread(task);
                },
                Duration.ofSeconds(10));
        waiting.add(1);
        sender.wake();
        assertThat(starts).hasValue(1);
        sender.wake();
        await().untilAsserted(() -> assertThat(sent).containsExactly(1));
        sender.stop();
    }

    @Test
    void theLastMessageIsSentEvenIfItsThreadHasOnlyJustStarted() throws InterruptedException {
        CountDownLatch slowStart = new CountDownLatch(1);
        Sender sender = new Sender(
                this::sendNext,
                task -> thread(() -> {
                    awaitQuietly(slowStart);
                    task.run();
                }),
                Duration.ofSeconds(10));
        waiting.add(1);
        sender.wake();
        sender.stop();
        CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(slowStart::countDown);

        sender.awaitEnd(Duration.ofSeconds(10));
        assertThat(sent).containsExactly(1);
    }

    private Sender sender(Duration patience) {
        return new Sender(this::sendNext, this::thread, patience);
    }

    private boolean sendNext() {
        Integer next = waiting.poll();
        if (next != null) {
            sent.add(next);
        }
        return next != null;
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "sender-test-" + threads.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
