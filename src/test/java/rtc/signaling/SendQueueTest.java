package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SendQueueTest {

    /** A wire whose sends complete only when the test calls {@link #done}. */
    private static final class SlowWire implements SendQueue.Wire {

        final List<String> texts = new ArrayList<>();
        final List<Consumer<@Nullable Throwable>> under = new ArrayList<>();

        @Override
        public void send(String text, Consumer<@Nullable Throwable> done) {
            texts.add(text);
            under.add(done);
        }

        void done(@Nullable Throwable failure) {
            under.remove(0).accept(failure);
        }
    }

    private static final FutureCompleter AT_ONCE = new FutureCompleter(Runnable::run, (delay, task) -> {
        task.run();
        return () -> {};
    });

    private final SlowWire wire = new SlowWire();
    private final SendQueue queue = new SendQueue(wire, AT_ONCE);

    @Test
    void textsAreSentOneAtATime() {
        var a = queue.add("a");
        var b = queue.add("b");
        assertThat(wire.texts).containsExactly("a");
        assertThat(a).isNotDone();

        wire.done(null);
        assertThat(a).isCompleted();
        assertThat(b).isNotDone();
        assertThat(wire.texts).containsExactly("a", "b");

        wire.done(null);
        assertThat(b).isCompleted();
        assertThat(queue.add("c")).isNotDone();
        assertThat(wire.texts).containsExactly("a", "b", "c");
    }

    @Test
    void aTextThatFailsDoesNotStopTheNext() {
        var a = queue.add("a");
        var b = queue.add("b");
        wire.done(new IllegalStateException());
        wire.done(null);
        assertThat(a).isCompletedExceptionally();
        assertThat(b).isCompleted();
    }

    @Test
    void sendsThatCompleteOrThrowAtOnceDoNotRecurse() {
        var depth = new ArrayList<Integer>();
        var frames = StackWalker.getInstance();
        var gate = new SlowWire();
        var quick = new SendQueue(
                (text, done) -> {
                    depth.add(frames.walk(stack -> (int) stack.count()));
                    switch (text) {
                        case "gate" -> gate.send(text, done);
                        case "throw" -> throw new IllegalStateException();
                        default -> done.accept(null);
                    }
                },
                AT_ONCE);
        var results = new ArrayList<CompletableFuture<Void>>();
        results.add(quick.add("gate"));
        for (int i = 0; i < 10_000; i++) {
            results.add(quick.add(i % 1000 == 0 ? "throw" : "x"));
        }
        gate.done(null);
        assertThat(results).allMatch(CompletableFuture::isDone);
        assertThat(results)
                .filteredOn(CompletableFuture::isCompletedExceptionally)
                .hasSize(10);
        assertThat(depth.subList(1, depth.size()).stream().distinct()).hasSize(1);
    }

    @Test
    void addingAboveTheLimitFailsUntilATextIsSent() {
        var half = "x".repeat(SendQueue.MAX_CHARS / 2);
        var a = queue.add(half);
        var b = queue.add(half);
        assertThat(queue.add("y")).isCompletedExceptionally();
        wire.done(null);
        assertThat(queue.add("y")).isNotDone();
        assertThat(a).isCompleted();
        assertThat(b).isNotDone();
    }

    @Test
    void aClosedQueueIsDrainedWhenAllTextsAreSent() {
        var a = queue.add("a");
        var b = queue.add("b");
        var drained = queue.close();
        assertThat(queue.add("c")).isCompletedExceptionally();
        wire.done(null);
        assertThat(drained).isNotDone();
        wire.done(null);
        assertThat(drained).isCompleted();
        assertThat(List.of(a, b)).allMatch(CompletableFuture::isDone);
    }

    @Test
    void anEmptyQueueIsDrainedAtOnce() {
        assertThat(queue.close()).isCompleted();
    }

    @Test
    void waitingTextsFailWhenTheConnectionFails() {
        var a = queue.add("a");
        var b = queue.add("b");
        queue.fail(SignalingException.closed());
        assertThat(a).isCompletedExceptionally();
        assertThat(b).isCompletedExceptionally();
        assertThat(queue.add("c")).isCompletedExceptionally();
        assertThat(wire.texts).containsExactly("a");
        assertThat(queue.close()).isCompleted();
    }

    @Test
    void concurrentSendersKeepTheirOrderAndSendsNeverOverlap() throws Exception {
        int threads = 4;
        int each = 20_000;
        var inside = new AtomicBoolean();
        var clean = new AtomicBoolean(true);
        var texts = new ArrayList<String>();
        var network = Executors.newSingleThreadExecutor();
        var senders = Executors.newFixedThreadPool(threads);
        var busy = new SendQueue(
                (text, done) -> {
                    clean.compareAndSet(true, inside.compareAndSet(false, true));
                    texts.add(text);
                    inside.set(false);
                    if (text.hashCode() % 3 == 0) {
                        done.accept(null);
                    } else {
                        network.execute(() -> done.accept(null));
                    }
                },
                AT_ONCE);
        var out = new CountDownLatch(threads * each);
        for (int thread = 0; thread < threads; thread++) {
            var name = "t" + thread;
            senders.execute(() -> {
                for (int i = 0; i < each; i++) {
                    var unused = busy.add(name + ":" + i).thenRun(out::countDown);
                }
            });
        }
        assertThat(out.await(30, TimeUnit.SECONDS)).isTrue();
        senders.shutdown();
        network.shutdown();
        assertThat(clean).isTrue();
        assertThat(texts).hasSize(threads * each);
        for (int thread = 0; thread < threads; thread++) {
            var name = "t" + thread + ":";
            var own = texts.stream().filter(text -> text.startsWith(name)).toList();
            assertThat(own).hasSize(each).isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b)));
        }
    }

    private static int number(String text) {
        return Integer.parseInt(text.substring(text.indexOf(':') + 1));
    }
}
