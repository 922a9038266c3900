package rtc.muc.websocket;

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
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtc.muc.protocol.Ending;
import rtc.muc.protocol.ServerMessage.Joined;

@Timeout(60)
final class BoundedOutboxTest {

    private static final long SECOND = 1_000_000_000L;

    private static final ConnectionLimits NO_LIMITS = limits(0, 0);

    @Test
    void sendsOneAfterTheOther() {
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
    void hasAFewSendsInFlightAndNoMore() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = new BoundedOutbox(wire, Object::toString, NO_LIMITS);
        adds(outbox, "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        outbox.flush();
        assertThat(wire.sent).hasSize(8);
        wire.completes();
        assertThat(wire.sent).hasSize(9);
        outbox.close(Ending.REMOVED);
        for (int i = 0; i < 8; i++) {
            wire.completes();
        }
        assertThat(wire.closes).as("one is not out yet").isEmpty();

        wire.completes();
        assertThat(wire.sent).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        assertThat(wire.closes).containsExactly("REMOVED");
    }

    @Test
    void encodesTheRosterWhenItsTurnComes() {
        FakeWire wire = FakeWire.byHand();
        List<Joined> encoded = new ArrayList<>();
        BoundedOutbox outbox = new BoundedOutbox(
                wire,
                message -> {
                    encoded.add((Joined) message);
                    return "joined";
                },
                limits(1, 1),
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
    void takesSoManyMessagesAndNothingAfterOneThatDidNotFit() {
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
    void takesSoManyCharacters() {
        BoundedOutbox outbox = outbox(FakeWire.byHand(), limits(0, 10));
        adds(outbox, "12345", "67890");

        assertThat(outbox.add("")).isTrue();
        assertThat(outbox.add("1")).isFalse();
    }

    @Test
    void takesOneMessageOfAnySize() {
        BoundedOutbox outbox = outbox(FakeWire.byHand(), limits(0, 10));

        assertThat(outbox.add("12345678901")).isTrue();
        assertThat(outbox.add("")).isFalse();
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
    void isStuckWhenTheLastMessagesBeforeACloseTakeTooLong() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "a", "b");
        outbox.close(Ending.REMOVED);
        assertThat(outbox.isStuck(0)).isFalse();
        assertThat(outbox.isStuck(3 * SECOND)).isFalse();

        assertThat(outbox.isStuck(3 * SECOND + 1)).isTrue();
        assertThat(wire.closes).isEmpty();
    }

    @Test
    void takesAnUnexpectedFailureForAConnectionThatIsGone() {
        FakeWire wire = FakeWire.completing(done -> {
            throw new IllegalArgumentException("a bug");
        });
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "a", "b");

        assertThat(outbox.flush()).isFalse();
        outbox.close(Ending.GONE);
        assertThat(wire.closes).containsExactly("GONE");
    }

    @Test
    void deliversWhatWaitsBeforeAnEndingThatDelivers() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "a", "b");
        outbox.close(Ending.REMOVED);
        assertThat(outbox.add("late")).isTrue();
        outbox.close(Ending.GONE);
        assertThat(wire.closes).isEmpty();

        wire.completes();
        wire.completes();
        assertThat(wire.sent).containsExactly("a", "b");
        assertThat(wire.closes).containsExactly("REMOVED");
    }

    @Test
    void dropsWhatWaitsAtAnEndingThatDoesNot() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "stuck", "a", "b");
        outbox.flush();
        outbox.close(Ending.TOO_SLOW);
        assertThat(wire.closes).containsExactly("TOO_SLOW");

        wire.completes();
        assertThat(wire.sent).containsExactly("stuck");
        assertThat(wire.closes).containsExactly("TOO_SLOW");
    }

    @Test
    void tellsWhoFlushesThatTheConnectionIsGone() {
        FakeWire wire = FakeWire.completing(done -> done.onResult(new SendResult(new IOException("broken pipe"))));
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "a", "b");

        assertThat(outbox.flush()).isFalse();
        assertThat(wire.sent).containsExactly("a");
        assertThat(wire.closes).as("is for the caller, who ends the peer").isEmpty();
        outbox.close(Ending.GONE);
        assertThat(wire.closes).containsExactly("GONE");
    }

    @Test
    void leavesAConnectionThatTurnsOutToBeGoneLaterToWhoLooksAfterIt() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "a");
        outbox.flush();

        wire.fails();
        assertThat(wire.closes).as("under a lock of the container's").isEmpty();
        assertThat(outbox.isBroken()).isTrue();
    }

    @Test
    void closesAConnectionThatTurnsOutToBeGoneAfterItsEnding() {
        FakeWire wire = FakeWire.byHand();
        BoundedOutbox outbox = outbox(wire, NO_LIMITS);
        adds(outbox, "a");
        outbox.flush();
        outbox.close(Ending.REMOVED);
        assertThat(wire.closes).isEmpty();

        wire.fails();
        assertThat(wire.closes).containsExactly("GONE");
    }

    @Test
    void closesAConnectionThatBreaksWhileItIsEndedByAnother() {
        BoundedOutbox[] self = new BoundedOutbox[1];
        FakeWire wire = FakeWire.completing(done -> {
            self[0].close(Ending.REMOVED);
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
    void losesNothingAndKeepsEachAuthorsOrderWhoeverDrains() throws Exception {
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
            outbox.close(Ending.REMOVED);
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

    private static Consumer<SendHandler> inlineOrOn(ExecutorService io) {
        return done -> {
            if (ThreadLocalRandom.current().nextBoolean()) {
                done.onResult(new SendResult());
            } else {
                io.execute(() -> done.onResult(new SendResult()));
            }
        };
    }

    private static ConnectionLimits limits(int messages, int chars) {
        return new ConnectionLimits(0, messages, chars, Duration.ofSeconds(10), Duration.ofSeconds(3));
    }

    private static BoundedOutbox outbox(Connection connection, ConnectionLimits limits) {
        return new BoundedOutbox(connection, Object::toString, limits, 1);
    }

    private static void adds(BoundedOutbox outbox, String... texts) {
        for (String text : texts) {
            assertThat(outbox.add(text)).isTrue();
        }
    }
}
