package rtc.muc.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import rtc.muc.EndReason;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.handshake.AccessPeriod;
import rtc.muc.internal.handshake.Admissions;
import rtc.muc.internal.ice.IceRules;
import rtc.muc.internal.ice.IceServers;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.muc.internal.room.PeerIdentity;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.Rooms;
import rtc.muc.internal.room.RosterEntry;
import rtc.trace.Trace;
import rtc.trace.TraceChecker;
import rtc.trace.WireReader;

/**
 * Clients lose their connections and resume at random, on many threads. No message is lost, duplicated or reordered,
 * and no peer leaves unless its client has sent a {@code leave}.
 */
@Timeout(120)
final class ResumeStressTest {

    private static final int DRIVERS = 4;
    private static final int CLIENTS_EACH = 4;
    private static final int STEPS = 2500 * Integer.getInteger("muc.stress.times", 1);
    private static final Duration NEVER = Duration.ZERO;

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final WireReader reader = new WireReader();
    private final AtomicInteger ids = new AtomicInteger();
    private final Queue<String> left = new ConcurrentLinkedQueue<>();
    private final IceServers iceServers = new IceServers(IceRules.NONE, InstantSource.system());
    private final Rooms rooms = new Rooms(
            codec::write,
            () -> "p" + ids.incrementAndGet(),
            InstantSource.fixed(Instant.EPOCH),
            () -> 0,
            RoomLimits.NONE,
            new RoomListener() {
                @Override
                public void joined(RoomName room, RosterEntry peer) {}

                @Override
                public void left(RoomName room, RosterEntry peer, EndReason why) {
                    left.add(why + " " + peer.id());
                }
            });
    private final SessionRegistry sessions = new SessionRegistry(
            rooms,
            codec::write,
            new ClientMessageDecoder(codec),
            new ConnectionLimits(0, 0, 0, 0, NEVER, NEVER),
            LivenessLimits.NONE,
            Logout.END,
            () -> 0,
            () -> Instant.EPOCH,
            () -> 1,
            new Admissions(() -> 0),
            iceServers,
            new ResumeLimits(Duration.ofMinutes(1), Rate.UNLIMITED),
            new SessionAdapter() {});

    @RepeatedTest(8)
    void noMessageIsLostDuplicatedOrReorderedAndNoPeerLeaves(RepetitionInfo round) throws Exception {
        ExecutorService io = Executors.newFixedThreadPool(3);
        ExecutorService drivers = Executors.newFixedThreadPool(DRIVERS + 1);
        AtomicBoolean over = new AtomicBoolean();
        try {
            List<StressClient> clients = IntStream.range(0, DRIVERS * CLIENTS_EACH)
                    .mapToObj(number -> client(number, io, round.getCurrentRepetition() * 1000L + number))
                    .toList();
            Future<?> sweep = drivers.submit(() -> {
                while (!over.get()) {
                    sessions.sweep();
                    Thread.onSpinWait();
                }
            });
            drive(clients, drivers);
            await().atMost(30, TimeUnit.SECONDS)
                    .pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() -> assertThat(clients).allMatch(StressClient::settles));
            over.set(true);
            sweep.get(10, TimeUnit.SECONDS);
            await().atMost(10, TimeUnit.SECONDS)
                    .untilAsserted(
                            () -> assertThat(checker(clients).violations()).isEmpty());

            assertRight(clients);
        } finally {
            over.set(true);
            drivers.shutdownNow();
            io.shutdownNow();
        }
    }

    private static void drive(List<StressClient> clients, ExecutorService drivers) throws Exception {
        List<Future<?>> driving = new ArrayList<>();
        for (int driver = 0; driver < DRIVERS; driver++) {
            List<StressClient> own = clients.subList(driver * CLIENTS_EACH, (driver + 1) * CLIENTS_EACH);
            driving.add(drivers.submit(() -> {
                for (int step = 0, turn = 0; step < STEPS; turn++) {
                    if (own.get(turn % own.size()).step()) {
                        step++;
                    } else {
                        LockSupport.parkNanos(1_000);
                    }
                }
                own.get(0).leaves();
            }));
        }
        for (Future<?> each : driving) {
            each.get(60, TimeUnit.SECONDS);
        }
    }

    private void assertRight(List<StressClient> clients) {
        assertThat(clients).allSatisfy(client -> assertThat(client.surprises()).isEmpty());
        assertThat(checker(clients).messages()).isGreaterThan(STEPS / 5);
        assertThat(left).allMatch(line -> line.startsWith("LEFT "));
        assertThat(clients.stream().mapToInt(StressClient::losses).sum()).isGreaterThan(STEPS / 50);
        assertThat(rooms.peers(new RoomName("0")).size()
                        + rooms.peers(new RoomName("1")).size())
                .isEqualTo(clients.size() - left.size());
    }

    private TraceChecker checker(List<StressClient> clients) {
        List<Trace> traces =
                clients.stream().map(client -> client.trace(reader)).toList();
        return new TraceChecker(traces);
    }

    private StressClient client(int number, ExecutorService io, long seed) {
        String room = Integer.toString(number % 2);
        return new StressClient(room, line -> open(line, new RoomName(room)), io, seed);
    }

    private WebSocketPeer open(StressLine line, RoomName room) {
        return sessions.open(
                line,
                room,
                PeerIdentity.UNKNOWN,
                new SessionAccess(
                        iceServers,
                        Set.of(Permission.values()),
                        AccessPeriod.UNLIMITED,
                        Optional.empty(),
                        () -> false));
    }
}
