package rtc.muc.internal.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.trace.Trace;
import rtc.trace.TraceChecker;
import rtc.trace.TraceRecorder;
import rtc.trace.Violation;
import rtc.trace.WireReader;

/** Rooms under stress: the threads, all peers that ever were, and what must be true of them. */
final class StressScene implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 50;
    private static final long A_MOMENT = Duration.ofMillis(10).toNanos();
    private static final int MOMENTS_TO_SETTLE = 10_000;

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final WireReader reader = new WireReader();
    private final AtomicLong ids = new AtomicLong();
    private final Queue<StressPeer> peers = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads;
    private final AtomicInteger joins = new AtomicInteger();
    private final Chronicle chronicle = new Chronicle();
    private final Jitter jitter;
    private final Rooms rooms;
    private final AtomicLong now = new AtomicLong();
    private final boolean paced;
    private int races;
    private long messages;
    private long peersChecked;
    private long messagesChecked;
    private long dropped;

    StressScene(long seed) {
        this(seed, RoomLimits.NONE);
    }

    /** A scene in which a pace may be limited, by a clock that goes on with {@link #ticks}. */
    StressScene(long seed, RoomLimits limits) {
        paced = !limits.equals(RoomLimits.NONE);
        jitter = new Jitter(seed);
        rooms = new Rooms(
                this::encode,
                () -> "p" + ids.getAndIncrement(),
                InstantSource.fixed(Instant.EPOCH),
                now::get,
                limits,
                chronicle);
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "stress");
            thread.setDaemon(true);
            return thread;
        });
    }

    private String encode(ServerMessage message) {
        jitter.pause();
        String text = codec.write(message);
        if (message instanceof ServerMessage.PeerJoined) {
            joins.incrementAndGet();
            jitter.moment();
        }
        return text;
    }

    Rooms rooms() {
        return rooms;
    }

    /** Makes a client, which joins nothing yet. */
    StressPeer peer(RoomName room, StressOutbox.Manners manners) {
        TraceRecorder recorder = new TraceRecorder();
        StressOutbox outbox = new StressOutbox(recorder, codec::write, manners, jitter);
        StressPeer peer = new StressPeer(recorder, outbox, rooms.attach(room, outbox), codec);
        peers.add(peer);
        return peer;
    }

    /** Lets time pass, and announces the statuses that have waited long enough. */
    void ticks() {
        if (paced) {
            now.addAndGet(A_MOMENT);
            rooms.announceDelayed();
        }
    }

    /** {@return how many joins have begun, or are about to: the next that they do is to take the room's lock} */
    int joins() {
        return joins.get();
    }

    /**
     * Does all of it at the same time, two things every other time as sharply as it goes, and waits until all is done.
     */
    void race(Runnable... runners) {
        AtomicInteger missing = new AtomicInteger(runners.length);
        boolean sharp = races++ % 2 == 0 && runners.length == 2;
        List<Future<?>> runs = new ArrayList<>();
        for (Runnable runner : runners) {
            runs.add(threads.submit(() -> {
                missing.decrementAndGet();
                for (int spins = 1; missing.get() > 0; spins++) {
                    Thread.onSpinWait();
                    if (!sharp || spins % 100 == 0) {
                        jitter.pause();
                    }
                }
                if (!sharp) {
                    jitter.pause();
                }
                runner.run();
            }));
        }
        runs.forEach(StressScene::await);
    }

    private static void await(Future<?> run) {
        try {
            run.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("A thread failed", failed.getCause());
        } catch (TimeoutException | InterruptedException late) {
            throw new AssertionError("A thread is not done in time", late);
        }
    }

    /** Asserts that all traces are right, and that the rooms show what the traces say, while nothing is under way. */
    void assertRight() {
        for (int times = 0; times < MOMENTS_TO_SETTLE; times++) {
            ticks();
        }
        List<Trace> traces = peers.stream().map(peer -> peer.trace(reader)).toList();
        TraceChecker checker = paced ? TraceChecker.withLateStatuses(traces) : new TraceChecker(traces);
        assertThat(checker.violations().stream().map(Violation::toString).limit(20))
                .isEmpty();
        for (RoomName room : peers.stream().map(StressPeer::room).collect(Collectors.toSet())) {
            assertThat(roster(room)).as("the roster of " + room).isEqualTo(checker.roster(room.value()));
            assertThat(rooms.names().contains(room))
                    .as(room + " exists")
                    .isEqualTo(!roster(room).isEmpty());
            chronicle.assertTells(room, roster(room).keySet());
        }
        traces.forEach(chronicle::assertSeenBy);
        assertThat(peers).as("closed once").allMatch(peer -> peer.closes() == (peer.isOver() ? 1 : 0));
        assertThat(peers).as("ended when the outbox failed").noneMatch(peer -> peer.failed() && !peer.isOver());
        messages = checker.messages();
    }

    /** Asserts that moreover no room is left, and forgets the peers. */
    void assertOver() {
        assertRight();
        assertThat(rooms.names()).isEmpty();
        peersChecked += peers.size();
        messagesChecked += messages;
        dropped += peers.stream().mapToInt(StressPeer::dropped).sum();
        peers.clear();
        chronicle.clear();
    }

    /** {@return what was checked, for people} */
    String summary() {
        return "%d peers, %d messages checked, %d outdated statuses, 0 violations"
                .formatted(peersChecked, messagesChecked, dropped);
    }

    /** {@return how many statuses were dropped for newer ones} */
    long dropped() {
        return dropped;
    }

    private Map<String, String> roster(RoomName room) {
        Map<String, String> roster = new HashMap<>();
        rooms.peers(room).forEach(peer -> roster.put(peer.id(), peer.status().text()));
        return roster;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        codec.close();
    }
}
