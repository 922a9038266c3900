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

/** Rooms under stress: the threads, all peers since the last {@link #assertOver}, and the assertions about them. */
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
    private final ListenerLog listenerLog = new ListenerLog();
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

    /** A scene with limits, whose clock advances only by {@link #ticks}. */
    StressScene(long seed, RoomLimits limits) {
        paced = !limits.equals(RoomLimits.NONE);
        jitter = new Jitter(seed);
        rooms = new Rooms(
                this::encode,
                () -> "p" + ids.getAndIncrement(),
                InstantSource.fixed(Instant.EPOCH),
                now::get,
                limits,
                listenerLog);
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

    /** Makes a client, which does not join yet. */
    StressPeer peer(RoomName room, StressOutbox.Manners manners) {
        TraceRecorder recorder = new TraceRecorder();
        StressOutbox outbox = new StressOutbox(recorder, codec::write, manners, jitter);
        StressPeer peer = new StressPeer(recorder, outbox, rooms.attach(room, outbox), codec);
        peers.add(peer);
        return peer;
    }

    /** In a scene with limits, advances the clock and announces the statuses that are due. */
    void ticks() {
        if (paced) {
            now.addAndGet(A_MOMENT);
            rooms.announceDelayed();
        }
    }

    /** {@return how many joins have encoded their message, after which they acquire the room's lock} */
    int joins() {
        return joins.get();
    }

    /**
     * Runs all runners at the same time and waits until they are done. If there are two, they start with as little
     * delay between them as possible in every other race.
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

    /** Asserts that all traces are valid and that the rooms match them. No thread may be running. */
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
            listenerLog.assertTells(room, roster(room).keySet());
        }
        traces.forEach(listenerLog::assertSeenBy);
        assertThat(peers).as("closed once").allMatch(peer -> peer.closes() == (peer.isOver() ? 1 : 0));
        assertThat(peers).as("ended when the outbox failed").noneMatch(peer -> peer.failed() && !peer.isOver());
        messages = checker.messages();
    }

    /** Asserts the same as {@link #assertRight} and that no room remains, and discards the peers. */
    void assertOver() {
        assertRight();
        assertThat(rooms.names()).isEmpty();
        peersChecked += peers.size();
        messagesChecked += messages;
        dropped += peers.stream().mapToInt(StressPeer::dropped).sum();
        peers.clear();
        listenerLog.clear();
    }

    /** {@return a readable summary of what was checked} */
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
