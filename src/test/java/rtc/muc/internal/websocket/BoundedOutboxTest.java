package rtc.muc.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtc.muc.EndReason;
import rtc.muc.internal.protocol.ServerMessage.Joined;

@Timeout(60)
final class BoundedOutboxTest {

    private static final long SECOND = 1_000_000_000L;

    private static final ConnectionLimits NO_LIMITS = limits(0, 0);

    @Test
    void sendsMessagesOneAfterTheOther() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "a", "b", "c");
        assertThat(wire.sent).isEmpty();

        assertThat(outbox.flush()).isTrue();
        assertThat(wire.sent).containsExactly("a");
        wire.completes();
        wire.completes();
        wire.completes();
        assertThat(wire.sent).containsExactly("a", "b", "c");
        assertThat(wire.closes).isEmpty();
    }

    @Test
    void limitsTheNumberOfSendsInFlight() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = new BoundedOutbox(wire, Object::toString, NO_LIMITS, new OutboxBudget(0));
        adds(outbox, "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        outbox.flush();
        assertThat(wire.sent).hasSize(8);
        wire.completes();
        assertThat(wire.sent).hasSize(9);
        outbox.close(EndReason.REMOVED);
        for (int i = 0; i < 8; i++) {
            wire.completes();
        }
        assertThat(wire.closes).as("one is not out yet").isEmpty();

        wire.completes();
        assertThat(wire.sent).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        assertThat(wire.closes).containsExactly("REMOVED");
    }

    @Test
    void hasFewerSendsInFlightWhenTheyAreLarge() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = new BoundedOutbox(wire, Object::toString, NO_LIMITS, new OutboxBudget(0));
        String large = "x".repeat(60_000);
        adds(outbox, large, large, large, large, "small");
        outbox.flush();
        assertThat(wire.sent).hasSize(2);
        wire.completes();
        assertThat(wire.sent).hasSize(3);
        while (wire.completes()) {
            // until all is sent
        }

        assertThat(wire.sent).hasSize(5).endsWith("small");
    }

    @Test
    void encodesTheRosterOnlyWhenItIsSent() {
        FakeWire wire = FakeWire.byHand();
        List<Joined> encoded = new ArrayList<>();
        BoundedOutbox outbox = new BoundedOutbox(
                wire,
                message -> {
                    encoded.add((Joined) message);
                    return "joined";
                },
                limits(1, 1),
                new OutboxBudget(0),
                1);
        adds(outbox, "a");
        outbox.add(new Joined("p", Map.of()));
        assertThat(outbox.add("b"))
                .as("the roster does not count, the text does")
                .isFalse();
        outbox.flush();
        assertThat(encoded).isEmpty();

        wire.completes();
        assertThat(wire.sent).containsExactly("a", "joined");
    }

    @Test
    void acceptsNoMessageAfterOneExceededTheMessageLimit() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, limits(2, 0));
        adds(outbox, "in flight");
        outbox.flush();
        adds(outbox, "a", "b");

        assertThat(outbox.add("c")).isFalse();
        wire.completes();
        assertThat(outbox.add("d")).isFalse();
    }

    @Test
    void limitsTheMemoryOfWaitingMessages() {
        BoundedOutbox latin = outbox(FakeWire.byHand(), limits(0, 12_500));
        BoundedOutbox cyrillic = outbox(FakeWire.byHand(), limits(0, 12_500));

        assertThat(count(latin, "\u00e4".repeat(2000))).isEqualTo(5);
        assertThat(count(cyrillic, "\u0436".repeat(2000))).isEqualTo(3);
        assertThat(latin.add("")).as("after one that did not fit").isFalse();
    }

    @Test
    void acceptsASingleMessageOfAnySize() {
        BoundedOutbox outbox = outbox(FakeWire.byHand(), limits(0, 10));

        assertThat(outbox.add("x".repeat(5000))).isTrue();
        assertThat(outbox.add("")).isFalse();
    }

    @Test
    void dropsAWaitingStatusWhenANewerOneIsAdded() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, limits(4, 0));
        adds(outbox, "in flight");
        outbox.flush();
        outbox.addStatus("ada", "ada 1");
        adds(outbox, "from ada");
        outbox.addStatus("bob", "bob 1");
        for (int i = 2; i < 1000; i++) {
            assertThat(outbox.addStatus("ada", "ada " + i)).isTrue();
        }
        adds(outbox, "ada left");
        while (wire.completes()) {
            // until all is sent
        }

        assertThat(wire.sent).containsExactly("in flight", "from ada", "bob 1", "ada 999", "ada left");
        assertThat(outbox.bytes()).isZero();
    }

    @Test
    void neverDropsTheNewestStatus() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        outbox.addStatus("ada", "ada 1");
        outbox.flush();
        outbox.addStatus("ada", "ada 2");
        wire.completes();
        outbox.addStatus("ada", "ada 3");
        outbox.addStatus("bob", "bob 1");
        while (wire.completes()) {
            // until all is sent
        }

        assertThat(wire.sent).containsExactly("ada 1", "ada 2", "ada 3", "bob 1");
    }

    @Test
    void droppedStatusesUseNoMemory() {
        OutboxMemory held = new OutboxMemory(new OutboxBudget(0));
        OutboxQueue backlog = new OutboxQueue(Object::toString, NO_LIMITS, held);
        backlog.add("stuck");
        for (int i = 0; i < 100_000; i++) {
            backlog.addStatus("peer " + i % 50, "x".repeat(3000));
        }

        assertThat(backlog.places()).isLessThan(200);
        assertThat(held.bytes()).isBetween(50 * 3000, 50 * 3200);
    }

    @Test
    void countsWaitingAndInFlightMessagesInTheBudget() {
        OutboxBudget budget = new OutboxBudget(20_000);
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = new BoundedOutbox(wire, Object::toString, NO_LIMITS, budget, 2);
        String heavy = "x".repeat(5000);
        adds(outbox, heavy, heavy, heavy);
        outbox.addStatus("ada", heavy);
        outbox.addStatus("ada", heavy);
        outbox.flush();
        assertThat(wire.sent).hasSize(2);
        assertThat(budget.used()).isEqualTo(outbox.bytes()).isBetween(20_000L, 21_000L);
        assertThat(budget.isUsedUp()).isTrue();

        wire.completes();
        assertThat(budget.used()).isBetween(15_000L, 16_000L);
        assertThat(budget.isUsedUp()).isFalse();
        while (wire.completes()) {
            // until all is sent
        }
        assertThat(budget.used()).isZero();
    }

    @Test
    void countsTheRosterInTheBudgetOnceItIsEncoded() {
        OutboxBudget budget = new OutboxBudget(0);
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = new BoundedOutbox(wire, message -> "x".repeat(400_000), limits(0, 1000), budget, 1);
        outbox.add(new Joined("p", Map.of()));
        outbox.flush();
        assertThat(budget.used()).isGreaterThan(400_000);
        assertThat(outbox.add("y".repeat(600))).isTrue();
        assertThat(outbox.add("y".repeat(100)))
                .as("the roster is no part of the bound")
                .isTrue();

        wire.completes();
        wire.completes();
        wire.completes();
        assertThat(budget.used()).isZero();
    }

    @Test
    void freesTheBudgetWhenItIsClosed() {
        OutboxBudget budget = new OutboxBudget(0);
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = new BoundedOutbox(wire, Object::toString, NO_LIMITS, budget, 2);
        String heavy = "x".repeat(5000);
        adds(outbox, heavy, heavy, heavy, heavy);
        outbox.addStatus("ada", heavy);
        outbox.flush();
        outbox.close(EndReason.TOO_SLOW);
        assertThat(budget.used()).isZero();

        wire.completes();
        wire.completes();
        assertThat(outbox.add(heavy)).isTrue();
        assertThat(budget.used()).isZero();
        assertThat(wire.sent).hasSize(2);
    }

    @Test
    void isStuckWhenASendTakesTooLong() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "a", "b");
        outbox.flush();
        for (int second = 0; second <= 10; second++) {
            assertThat(outbox.isStuck(second * SECOND)).isFalse();
        }
        wire.completes();
        for (int second = 11; second <= 21; second++) {
            assertThat(outbox.isStuck(second * SECOND)).isFalse();
        }
        assertThat(outbox.isStuck(22 * SECOND)).isTrue();

        outbox.giveUp();
        assertThat(wire.closes).containsExactly("TOO_SLOW");
        assertThat(outbox.isStuck(23 * SECOND)).isFalse();
    }

    @Test
    void aNewSendAfterALongPauseIsNotStuck() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        assertThat(outbox.isStuck(0)).isFalse();

        adds(outbox, "a");
        outbox.flush();
        assertThat(outbox.isStuck(100 * SECOND)).isFalse();
        assertThat(outbox.isStuck(110 * SECOND)).isFalse();
        assertThat(outbox.isStuck(110 * SECOND + 1)).isTrue();
    }

    @Test
    void isStuckWhenTheLastMessagesBeforeACloseTakeTooLong() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "a", "b");
        outbox.close(EndReason.REMOVED);
        assertThat(outbox.isStuck(0)).isFalse();
        assertThat(outbox.isStuck(3 * SECOND)).isFalse();

        assertThat(outbox.isStuck(3 * SECOND + 1)).isTrue();
        assertThat(wire.closes).isEmpty();
    }

    @Test
    void treatsAnUnexpectedSendFailureAsALostConnection() {
        FakeWire wire = FakeWire.completing(done -> {
            throw new IllegalArgumentException("a bug");
        });
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "a", "b");

        assertThat(outbox.flush()).isFalse();
        outbox.close(EndReason.GONE);
        assertThat(wire.closes).containsExactly("GONE");
    }

    @Test
    void sendsWaitingMessagesBeforeAGracefulClose() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "a", "b");
        outbox.close(EndReason.REMOVED);
        assertThat(outbox.add("late")).isTrue();
        outbox.close(EndReason.GONE);
        assertThat(wire.closes).isEmpty();

        wire.completes();
        wire.completes();
        assertThat(wire.sent).containsExactly("a", "b");
        assertThat(wire.closes).containsExactly("REMOVED");
    }

    @Test
    void dropsWaitingMessagesAtAnAbruptClose() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "stuck", "a", "b");
        outbox.flush();
        outbox.close(EndReason.TOO_SLOW);
        assertThat(wire.closes).containsExactly("TOO_SLOW");

        wire.completes();
        assertThat(wire.sent).containsExactly("stuck");
        assertThat(wire.closes).containsExactly("TOO_SLOW");
    }

    @Test
    void flushReportsABrokenConnection() {
        FakeWire wire = FakeWire.completing(done -> done.onResult(new SendResult(new IOException("broken pipe"))));
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "a", "b");

        assertThat(outbox.flush()).isFalse();
        assertThat(wire.sent).containsExactly("a");
        assertThat(wire.closes).as("is for the caller, who ends the peer").isEmpty();
        outbox.close(EndReason.GONE);
        assertThat(wire.closes).containsExactly("GONE");
    }

    @Test
    void marksAConnectionThatBreaksAfterTheFlushWithoutClosingIt() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "a");
        outbox.flush();

        wire.fails();
        assertThat(wire.closes).as("under a lock of the container's").isEmpty();
        assertThat(outbox.connection().sender()).matches(ConnectionSender::isBroken);
    }

    @Test
    void closesAConnectionThatBreaksAfterTheOutboxWasClosed() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "a");
        outbox.flush();
        outbox.close(EndReason.REMOVED);
        assertThat(wire.closes).isEmpty();

        wire.fails();
        assertThat(wire.closes).containsExactly("GONE");
    }

    @Test
    void closesAConnectionThatBreaksDuringAConcurrentClose() {
        BoundedOutbox[] self = new BoundedOutbox[1];
        FakeWire wire = FakeWire.completing(done -> {
            self[0].close(EndReason.REMOVED);
            done.onResult(new SendResult(new IOException("broken pipe")));
        });
        self[0] = outbox(wire, NO_LIMITS);
        adds(self[0], "a");

        assertThat(self[0].flush()).isFalse();
        assertThat(wire.closes).containsExactly("GONE");
    }

    @Test
    void doesNotRecurseWhenSendsCompleteAtOnce() {
        FakeWire wire = FakeWire.completing(done -> done.onResult(new SendResult()));
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        IntStream.range(0, 100_000).forEach(i -> outbox.add("a"));

        assertThat(outbox.flush()).isTrue();
        assertThat(wire.sent).hasSize(100_000);
    }

    @Test
    void countsAJoinAnswerAddedDuringAnotherSend() {
        BoundedOutbox[] self = new BoundedOutbox[1];
        FakeWire wire = FakeWire.completing(done -> {
            if (!self[0].connection().canResume(0)) {
                self[0].connection().keep();
                self[0].add(new Joined("p", Map.of()));
                self[0].flush();
            }
            done.onResult(new SendResult());
        });
        self[0] = outbox(wire, NO_LIMITS);
        adds(self[0], "pong");
        self[0].flush();

        assertThat(wire.sent).hasSize(2);
        assertThat(self[0].connection().canResume(1)).isTrue();
    }

    @Test
    void aBugClosesTheOutboxAndFreesTheBudget() {
        FakeWire wire = FakeWire.byHand();
        OutboxBudget budget = new OutboxBudget(0);
        BoundedOutbox outbox = new BoundedOutbox(
                wire,
                message -> {
                    throw new StackOverflowError("a bug");
                },
                NO_LIMITS,
                budget);
        adds(outbox, "before", "x".repeat(2000));
        outbox.add(new Joined("p", Map.of()));
        adds(outbox, "y".repeat(2000));
        outbox.flush();

        assertThat(wire.closes).containsExactly("INTERNAL");
        assertThat(outbox.takeFailure())
                .hasValueSatisfying(bug -> assertThat(bug).hasMessage("a bug"));
        assertThat(outbox.takeFailure()).isEmpty();
        adds(outbox, "after");
        outbox.flush();
        outbox.close(EndReason.REMOVED);
        assertThat(wire.sent).doesNotContain("after");
        assertThat(wire.closes).containsExactly("INTERNAL");
        assertThat(budget.used()).isZero();
    }

    @Test
    void sendsNothingAfterAGapWhenClosedDuringASend() throws Exception {
        ExecutorService io = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < 1000; round++) {
                FakeWire wire = FakeWire.completing(done -> io.execute(() -> done.onResult(new SendResult())));
                BoundedOutbox outbox = outbox(wire, limits(100, 0));
                for (int i = 0; outbox.add(Integer.toString(i)); i++) {
                    outbox.flush();
                }
                outbox.close(EndReason.TOO_SLOW);
                io.submit(() -> {}).get(10, TimeUnit.SECONDS);

                assertThat(wire.sent)
                        .containsExactlyElementsOf(IntStream.range(0, wire.sent.size())
                                .mapToObj(Integer::toString)
                                .toList());
            }
        } finally {
            io.shutdownNow();
        }
    }

    @Test
    void concurrentFlushesLoseNothingAndKeepTheOrderOfEachThread() throws Exception {
        int authors = 4;
        int each = 20_000;
        ExecutorService io = Executors.newFixedThreadPool(2);
        ExecutorService threads = Executors.newFixedThreadPool(authors);
        try {
            FakeWire wire = FakeWire.completing(inlineOrOn(io));
            BoundedOutbox outbox = outbox(wire, NO_LIMITS);
            CyclicBarrier together = new CyclicBarrier(authors);
            List<Future<?>> done = new ArrayList<>();
            for (int author = 0; author < authors; author++) {
                String name = author + ":";
                done.add(threads.submit(() -> {
                    together.await();
                    for (int i = 0; i < each; i++) {
                        outbox.add(name + i);
                        outbox.flush();
                    }
                    return null;
                }));
            }
            for (Future<?> author : done) {
                author.get(30, TimeUnit.SECONDS);
            }
            outbox.close(EndReason.REMOVED);
            org.awaitility.Awaitility.await().until(() -> wire.closes.contains("REMOVED"));

            assertThat(wire.sent).hasSize(authors * each);
            for (int author = 0; author < authors; author++) {
                String name = author + ":";
                assertThat(wire.sent.stream().filter(text -> text.startsWith(name)))
                        .containsExactlyElementsOf(
                                IntStream.range(0, each).mapToObj(i -> name + i).toList());
            }
        } finally {
            threads.shutdownNow();
            io.shutdownNow();
        }
    }

    @Test
    void concurrentFlushesSendTheNewestStatusAndNoneTwice() throws Exception {
        int authors = 4;
        int each = 20_000;
        String padding = "x".repeat(2000);
        OutboxBudget budget = new OutboxBudget(0);
        Object roomsLock = new Object();
        ExecutorService io = Executors.newFixedThreadPool(2);
        ExecutorService threads = Executors.newFixedThreadPool(authors);
        try {
            FakeWire wire = FakeWire.completing(inlineOrOn(io));
            BoundedOutbox outbox = new BoundedOutbox(wire, Object::toString, NO_LIMITS, budget);
            CyclicBarrier together = new CyclicBarrier(authors);
            List<Future<?>> done = new ArrayList<>();
            for (int author = 0; author < authors; author++) {
                String name = author + ":";
                done.add(threads.submit(() -> {
                    together.await();
                    for (int i = 0; i < each; i++) {
                        synchronized (roomsLock) {
                            outbox.addStatus(name, name + i + ":" + (i % 2 == 0 ? "" : padding));
                        }
                        outbox.flush();
                    }
                    return null;
                }));
            }
            for (Future<?> author : done) {
                author.get(30, TimeUnit.SECONDS);
            }
            outbox.close(EndReason.REMOVED);
            org.awaitility.Awaitility.await().until(() -> wire.closes.contains("REMOVED"));

            for (int author = 0; author < authors; author++) {
                String name = author + ":";
                List<Integer> numbers = wire.sent.stream()
                        .filter(text -> text.startsWith(name))
                        .map(text -> Integer.valueOf(text.split(":", -1)[1]))
                        .toList();
                assertThat(numbers).isSorted().doesNotHaveDuplicates().endsWith(each - 1);
            }
            assertThat(wire.sent).hasSizeLessThan(authors * each);
            org.awaitility.Awaitility.await().until(() -> budget.used() == 0);
        } finally {
            threads.shutdownNow();
            io.shutdownNow();
        }
    }

    @Test
    void freesTheBudgetWhenMessagesAreAddedDuringTheClose() throws Exception {
        OutboxBudget budget = new OutboxBudget(0);
        String heavy = "x".repeat(2000);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < 2000; round++) {
                BoundedOutbox outbox =
                        new BoundedOutbox(FakeWire.byHand(), Object::toString, NO_LIMITS, budget, round % 3 + 1);
                CyclicBarrier together = new CyclicBarrier(3);
                List<Future<?>> done = new ArrayList<>();
                for (Runnable act : List.<Runnable>of(
                        () -> adds(outbox, heavy, heavy, heavy),
                        () -> {
                            outbox.addStatus("ada", heavy);
                            outbox.addStatus("ada", heavy);
                            outbox.flush();
                        },
                        () -> outbox.close(EndReason.TOO_SLOW))) {
                    done.add(threads.submit(() -> {
                        together.await();
                        act.run();
                        return null;
                    }));
                }
                for (Future<?> each : done) {
                    each.get(30, TimeUnit.SECONDS);
                }
                assertThat(budget.used()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void sendsMessagesAddedBeforeACloseWhileASendCompletes() throws Exception {
        ExecutorService io = Executors.newSingleThreadExecutor();
        try {
            long end = System.nanoTime() + 2 * SECOND;
            while (System.nanoTime() < end) {
                FakeWire wire = FakeWire.byHand();
                BoundedOutbox outbox = outbox(wire, NO_LIMITS);
                adds(outbox, "first");
                outbox.flush();
                race(io, wire::completes, () -> {
                    adds(outbox, "last");
                    outbox.close(EndReason.REMOVED);
                });
                wire.completes();
                assertThat(wire.sent).containsExactly("first", "last");
                assertThat(wire.closes).containsExactly("REMOVED");
            }
        } finally {
            io.shutdownNow();
        }
    }

    @Test
    void answersAResumeWhileASendOfTheNewConnectionCompletes() throws Exception {
        ExecutorService io = Executors.newSingleThreadExecutor();
        try {
            long end = System.nanoTime() + 2 * SECOND;
            while (System.nanoTime() < end) {
                BoundedOutbox resumed = outbox(FakeWire.byHand(), NO_LIMITS);
                resumed.connection().keep();
                FakeWire wire = FakeWire.byHand();
                BoundedOutbox newcomers = outbox(wire, NO_LIMITS);
                adds(newcomers, "pong");
                newcomers.flush();
                race(io, wire::completes, () -> resumed.connection().resume(0, newcomers, "resumed"));
                adds(resumed, "next");
                resumed.flush();
                while (wire.completes()) {
                    // until all is sent
                }
                assertThat(wire.sent).containsExactly("pong", "resumed", "next");
            }
        } finally {
            io.shutdownNow();
        }
    }

    /** Runs both as simultaneously as possible. */
    private static void race(ExecutorService io, Runnable one, Runnable other) throws Exception {
        AtomicInteger missing = new AtomicInteger(2);
        Future<?> running = io.submit(() -> {
            awaitTogether(missing);
            one.run();
        });
        awaitTogether(missing);
        other.run();
        running.get(30, TimeUnit.SECONDS);
    }

    private static void awaitTogether(AtomicInteger missing) {
        missing.decrementAndGet();
        while (missing.get() > 0) {
            Thread.onSpinWait();
        }
    }

    /** {@return how many times the outbox accepts a text before it is full} */
    private static int count(BoundedOutbox outbox, String text) {
        int count = 0;
        while (outbox.add(text)) {
            count++;
        }
        return count;
    }

    private static Consumer<SendHandler> inlineOrOn(ExecutorService io) {
        return done -> {
            if (ThreadLocalRandom.current().nextBoolean()) {
                done.onResult(new SendResult());
            } else {
                io.execute(() -> done.onResult(new SendResult()));
            }
        };
    }

    private static ConnectionLimits limits(int messages, int bytes) {
        return new ConnectionLimits(0, messages, bytes, 0, Duration.ofSeconds(10), Duration.ofSeconds(3));
    }

    private static BoundedOutbox outbox(Connection connection, ConnectionLimits limits) {
        return new BoundedOutbox(connection, Object::toString, limits, new OutboxBudget(0), 1);
    }

    private static void adds(BoundedOutbox outbox, String... texts) {
        for (String text : texts) {
            assertThat(outbox.add(text)).isTrue();
        }
    }
}
