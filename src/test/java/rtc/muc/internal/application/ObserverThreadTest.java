package rtc.muc.internal.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtc.muc.EndReason;
import rtc.muc.PeerJoined;
import rtc.muc.PeerLeft;
import rtc.muc.PeerSnapshot;
import rtc.muc.RoomName;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.muc.internal.room.PeerIdentity;
import rtc.muc.internal.room.RosterEntry;

@Timeout(60)
final class ObserverThreadTest {

    private static final RoomName DESK = new RoomName("desk");
    private static final PeerIdentity ADA = PeerIdentity.of(
            Optional.of("ada"), new ClientAddress(IpAddress.of("192.0.2.1").orElseThrow(), false));
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final CyclicBarrier atWork = new CyclicBarrier(2);
    private final List<ObserverThread> started = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(ObserverThread::stop);
        codec.close();
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @Test
    void observersAreCalledInOrderOnAnotherThread() throws Exception {
        ObserverThread observers = started(0, event -> told.add(Thread.currentThread()), told::add);
        observers.joined(DESK, peer("p1", json("{'name':'Ada'}")));
        observers.left(DESK, peer("p1", "{}"), EndReason.LEFT);

        assertThat(next()).isEqualTo(threads.get(0)).isNotEqualTo(Thread.currentThread());
        assertThat(next()).isEqualTo(new PeerJoined("desk", snapshot("p1", json("{'name':'Ada'}"))));
        assertThat(next()).isEqualTo(threads.get(0));
        assertThat(next()).isEqualTo(new PeerLeft("desk", snapshot("p1", "{}"), EndReason.LEFT));
        assertThat(told).isEmpty();
    }

    @Test
    void anObserverThatThrowsDoesNotStopLaterEvents() throws Exception {
        ObserverThread observers = started(0, told::add, event -> {
            if (event.equals(joined("p1"))) {
                throw new IllegalStateException("on purpose");
            } else if (event.equals(joined("p2"))) {
                throw new StackOverflowError("on purpose");
            }
        });
        observers.joined(DESK, peer("p1", "{}"));
        observers.joined(DESK, peer("p2", "{}"));
        observers.joined(DESK, peer("p3", "{}"));

        assertThat(List.of(next(), next(), next())).containsExactly(joined("p1"), joined("p2"), joined("p3"));
    }

    @Test
    void anObserverThatInterruptsItsThreadDoesNotStopLaterEvents() throws Exception {
        ObserverThread observers = started(0, event -> Thread.currentThread().interrupt(), told::add);
        observers.joined(DESK, peer("p1", "{}"));
        assertThat(next()).isEqualTo(joined("p1"));
        observers.joined(DESK, peer("p2", "{}"));

        assertThat(next()).isEqualTo(joined("p2"));
    }

    @Test
    void aFullQueueDropsTheNewestEvents() throws Exception {
        ObserverThread observers = started(2, this::meet, this::meet, told::add);
        observers.joined(DESK, peer("p1", "{}"));
        atWork.await(30, TimeUnit.SECONDS);
        IntStream.range(2, 6).forEach(number -> observers.joined(DESK, peer("p" + number, "{}")));
        atWork.await(30, TimeUnit.SECONDS);
        observers.logLosses();
        for (int meetings = 0; meetings < 4; meetings++) {
            atWork.await(30, TimeUnit.SECONDS);
        }
        assertThat(List.of(next(), next(), next())).containsExactly(joined("p1"), joined("p2"), joined("p3"));

        observers.joined(DESK, peer("p7", "{}"));
        atWork.await(30, TimeUnit.SECONDS);
        atWork.await(30, TimeUnit.SECONDS);
        assertThat(next()).isEqualTo(joined("p7"));
        assertThat(told).isEmpty();
    }

    @Test
    void aDeliveredJoinIsFollowedByItsLeaveEvenIfTheQueueIsFull() throws Exception {
        ObserverThread observers = started(1, this::meet, told::add);
        observers.joined(DESK, peer("p1", "{}"));
        await("the observer has the join of p1").until(observers::isEmpty);
        observers.joined(DESK, peer("p2", "{}"));
        observers.joined(DESK, peer("p3", "{}"));
        observers.left(DESK, peer("p3", "{}"), EndReason.LEFT);
        observers.left(DESK, peer("p2", "{}"), EndReason.LEFT);
        observers.left(DESK, peer("p1", "{}"), EndReason.GONE);
        for (int meetings = 0; meetings < 4; meetings++) {
            atWork.await(30, TimeUnit.SECONDS);
        }

        assertThat(List.of(next(), next(), next(), next()))
                .containsExactly(joined("p1"), joined("p2"), left("p2", EndReason.LEFT), left("p1", EndReason.GONE));
        assertThat(told).isEmpty();
    }

    @Test
    void stoppingDeliversAllQueuedEventsFirst() throws Exception {
        ObserverThread observers = started(1000, told::add);
        for (int i = 0; i < 500; i++) {
            observers.joined(DESK, peer("p" + i, "{}"));
        }
        for (int i = 0; i < 500; i++) {
            observers.left(DESK, peer("p" + i, "{}"), EndReason.RESTARTING);
        }
        observers.stop();

        assertThat(told).hasSize(1000).endsWith(left("p499", EndReason.RESTARTING));
    }

    @Test
    void stoppingInterruptsABlockedObserverAndDropsTheRest() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        ObserverThread observers = started(0, event -> {
            try {
                blocked.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException ended) {
                told.add("interrupted");
            }
        });
        observers.joined(DESK, peer("p1", "{}"));
        observers.joined(DESK, peer("p2", "{}"));
        assertThat(blocked.await(30, TimeUnit.SECONDS)).isTrue();
        observers.stop();
        observers.joined(DESK, peer("p3", "{}"));

        assertThat(threads.get(0).isAlive()).isFalse();
        assertThat(told).containsExactly("interrupted");
    }

    @Test
    void eventsBeforeTheStartAreDropped() throws Exception {
        ObserverThread observers = new ObserverThread(codec, told::add, 0);
        observers.joined(DESK, peer("p1", "{}"));
        start(observers);
        observers.joined(DESK, peer("p2", "{}"));

        assertThat(next()).isEqualTo(joined("p2"));
    }

    @Test
    void noEventIsLostUnderConcurrency() throws Exception {
        int reporters = 4;
        int each = 20_000;
        CountDownLatch all = new CountDownLatch(reporters * each);
        int[] nextOf = new int[reporters];
        List<Object> wrong = new ArrayList<>();
        ObserverThread observers = started(0, event -> {
            String[] id = ((PeerJoined) event).peer().id().split(":", 2);
            if (nextOf[Integer.parseInt(id[0])]++ != Integer.parseInt(id[1])) {
                wrong.add(event);
            }
            all.countDown();
        });
        for (int reporter = 0; reporter < reporters; reporter++) {
            String prefix = reporter + ":";
            new Thread(() -> IntStream.range(0, each)
                            .forEach(number -> observers.joined(DESK, peer(prefix + number, "{}"))))
                    .start();
        }

        assertThat(all.await(50, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong).isEmpty();
    }

    @SafeVarargs
    private ObserverThread started(int capacity, Consumer<Object>... steps) {
        ObserverThread observers = new ObserverThread(
                codec,
                event -> {
                    for (Consumer<Object> step : steps) {
                        step.accept(event);
                    }
                },
                capacity);
        start(observers);
        return observers;
    }

    private void start(ObserverThread observers) {
        started.add(observers);
        observers.start(task -> {
            Thread thread = new Thread(task, "observers");
            threads.add(thread);
            return thread;
        });
    }

    /** Waits in the observer until the test waits, too. */
    private void meet(Object event) {
        try {
            atWork.await(30, TimeUnit.SECONDS);
        } catch (Exception late) {
            throw new IllegalStateException(late);
        }
    }

    private Object next() throws InterruptedException {
        Object next = told.poll(30, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private static RosterEntry peer(String id, String status) {
        return new RosterEntry(id, new JsonText(status), NOON, ADA, "node-a");
    }

    private PeerSnapshot snapshot(String id, String status) {
        return new PeerSnapshot(
                id, codec.object(new JsonText(status)), NOON, Optional.of("ada"), "192.0.2.1", "node-a");
    }

    private PeerLeft left(String id, EndReason why) {
        return new PeerLeft("desk", snapshot(id, "{}"), why);
    }

    private PeerJoined joined(String id) {
        return new PeerJoined("desk", snapshot(id, "{}"));
    }
}
