package rtc.muc.internal.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.room.StressOutbox.Manners;

/**
 * Many threads in few rooms, and repeated races of two to four threads. The traces of all peers are checked. A longer
 * run: {@code -Dmuc.stress.times=20}; another seed: {@code -Dmuc.stress.seed=7}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class RoomsStressTest {

    private static final long SEED = Long.getLong("muc.stress.seed", 20_261_122);
    private static final int TIMES = Integer.getInteger("muc.stress.times", 1);

    private static final RoomName ROOM = new RoomName("room");
    private static final int DRIVERS = 12;
    private static final int PEERS_PER_DRIVER = 40;

    /**
     * Silenced, because thousands of ended peers would be logged. The field keeps the logger from garbage collection,
     * which would lose the level.
     */
    private static final Logger PEER_LOG = Logger.getLogger(Peer.class.getName());

    private final StressScene scene = new StressScene(SEED);

    @BeforeAll
    static void silence() {
        PEER_LOG.setLevel(Level.WARNING);
    }

    @AfterAll
    static void unsilence() {
        PEER_LOG.setLevel(null);
    }

    @AfterEach
    void report(TestInfo test) {
        scene.close();
        System.out.println("Stress: seed " + SEED + ", " + test.getDisplayName() + " " + scene.summary());
    }

    @Test
    void crowdsInHotRooms() {
        crowds(scene);
        assertThat(scene.dropped()).isPositive();
    }

    @Test
    void crowdsInHotRoomsThatThrottleStatuses() {
        StatusLimits statuses = new StatusLimits(Rate.perSecond(10, 3), Rate.perSecond(4000, 8000));
        RoomLimits limits = RoomLimits.NONE.withStatuses(statuses);
        try (StressScene paced = new StressScene(SEED, limits)) {
            crowds(paced);
            System.out.println("Stress: paced " + paced.summary());
        }
    }

    private static void crowds(StressScene scene) {
        List<RoomName> rooms = List.of(new RoomName("one"), new RoomName("two"), new RoomName("three"));
        for (int round = 0; round < 6 * TIMES; round++) {
            AtomicReferenceArray<StressPeer> crowd = StressDriver.crowd(DRIVERS);
            List<Runnable> drivers = new ArrayList<>();
            for (int driver = 0; driver < DRIVERS; driver++) {
                long seed = SEED + (long) round * DRIVERS + driver;
                drivers.add(new StressDriver(scene, rooms, crowd, driver, PEERS_PER_DRIVER, seed));
            }
            scene.race(drivers.toArray(Runnable[]::new));
            scene.assertRight();
            scene.race(IntStream.range(0, crowd.length())
                    .<Runnable>mapToObj(place -> () -> finish(scene, crowd.get(place), place))
                    .toArray(Runnable[]::new));
            scene.assertOver();
        }
    }

    @Test
    void joinsThatRaceWithTheEndOfTheirPeer() {
        for (int round = 0; round < 700 * TIMES; round++) {
            StressPeer watcher = joined(round % 2 == 0);
            StressPeer peer = peer();
            StressPeer next = peer();
            EndReason ending = round % 3 == 0 ? EndReason.REMOVED : EndReason.GONE;
            scene.race(peer::join, () -> peer.end(ending), next::join);
            scene.assertRight();
            finish(watcher, round);
            next.leave();
            scene.assertOver();
        }
    }

    @Test
    void peersThatEndInTheMiddleOfTheirJoin() {
        for (int round = 0; round < 700 * TIMES; round++) {
            StressPeer watcher = joined(round % 2 == 0);
            StressPeer peer = peer();
            int before = scene.joins();
            int spins = round % 4;
            scene.race(peer::join, () -> {
                for (int waits = 0; scene.joins() == before && waits < 1_000_000; waits++) {
                    Thread.onSpinWait();
                }
                IntStream.range(0, spins).forEach(spin -> Thread.onSpinWait());
                peer.end(EndReason.GONE);
            });
            scene.assertRight();
            finish(watcher, round);
            scene.assertOver();
        }
    }

    @Test
    void lastPeersThatLeaveWhileOthersJoin() {
        for (int round = 0; round < 700 * TIMES; round++) {
            StressPeer last = joined(true);
            StressPeer next = peer();
            StressPeer afterNext = peer();
            int way = round;
            scene.race(() -> finish(last, way), next::join, afterNext::join);
            StressPeer third = joined(true);
            scene.assertRight();
            scene.race(() -> finish(next, way), () -> finish(afterNext, way), third::leave);
            scene.assertOver();
        }
    }

    @Test
    void lastPeersThatOverflowWhileOthersJoin() {
        for (int round = 0; round < 700 * TIMES; round++) {
            StressPeer last = scene.peer(ROOM, Manners.stallsAfter(1));
            last.join();
            IntStream.range(0, 3).forEach(message -> last.to(last.id()));
            StressPeer next = peer();
            StressPeer afterNext = peer();
            scene.race(() -> last.to(last.id()), next::join, afterNext::join);
            scene.assertRight();
            scene.race(next::leave, afterNext::leave);
            scene.race(last::leave);
            scene.assertOver();
        }
    }

    @Test
    void firstPeersThatJoinTogether() {
        for (int round = 0; round < 700 * TIMES; round++) {
            List<StressPeer> peers = List.of(peer(), peer(), peer());
            scene.race(peers.get(0)::join, peers.get(1)::join, peers.get(2)::join);
            scene.assertRight();
            int way = round;
            scene.race(
                    () -> finish(peers.get(0), way), () -> finish(peers.get(1), way), () -> finish(peers.get(2), way));
            scene.assertOver();
        }
    }

    @Test
    void endingsThatRaceForOnePeer() {
        for (int round = 0; round < 700 * TIMES; round++) {
            StressPeer watcher = joined(round % 2 == 0);
            StressPeer peer = joined(true);
            Runnable byRoom = () -> scene.rooms().control().end(peer.room(), peer.id());
            scene.race(() -> peer.end(EndReason.GONE), round % 3 == 0 ? byRoom : () -> peer.end(EndReason.REMOVED));
            scene.assertRight();
            finish(watcher, round);
            scene.assertOver();
        }
    }

    @Test
    void statusesThatRaceWithAJoinAndALeave() {
        for (int round = 0; round < 700 * TIMES; round++) {
            StressPeer one = joined(true);
            StressPeer other = joined(true);
            StressPeer goes = joined(true);
            StressPeer comes = peer();
            scene.race(one::status, other::status, comes::join, goes::leave);
            scene.assertRight();
            scene.race(one::leave, other::leave, comes::leave);
            scene.assertOver();
        }
    }

    @Test
    void eventsToAndFromPeersThatEnd() {
        for (int round = 0; round < 700 * TIMES; round++) {
            StressPeer stays = joined(true);
            StressPeer slow = scene.peer(ROOM, Manners.stallsAfter(1));
            slow.join();
            StressPeer goes = joined(true);
            scene.race(
                    () -> {
                        goes.to(stays.id());
                        goes.status();
                        goes.to(slow.id());
                        goes.to(stays.id());
                    },
                    () -> {
                        stays.to(goes.id());
                        stays.to(slow.id());
                        stays.status();
                        stays.to(slow.id());
                    },
                    () -> goes.end(EndReason.GONE));
            scene.assertRight();
            slow.leave();
            stays.leave();
            scene.assertOver();
        }
    }

    @Test
    void outboxesThatFailOnAnyKindOfMessage() {
        for (int messages = 1; messages < 6; messages++) {
            for (Manners manners : List.of(Manners.stallsAfter(messages), Manners.goneAfter(messages))) {
                failing(manners, (speaker, failing) -> {
                    speaker.status();
                    failing.to(failing.id());
                });
                failing(manners, (speaker, failing) -> speaker.to(failing.id()));
                failing(manners, (speaker, failing) -> failing.to("nobody"));
            }
        }
    }

    @Test
    void unreadStatusesDoNotFillTheOutbox() {
        StressPeer speaker = joined(true);
        StressPeer stalled = scene.peer(ROOM, Manners.stallsAfter(1));
        stalled.join();
        IntStream.range(0, 1000).forEach(times -> speaker.status());
        scene.assertRight();
        assertThat(stalled.isOver()).isFalse();
        List.of(speaker, stalled).forEach(StressPeer::leave);
        scene.assertOver();
    }

    private void failing(Manners manners, BiConsumer<StressPeer, StressPeer> exchange) {
        StressPeer speaker = joined(true);
        StressPeer failing = scene.peer(ROOM, manners);
        failing.join();
        for (int times = 0; times < 12; times++) {
            exchange.accept(speaker, failing);
        }
        scene.assertRight();
        assertThat(failing.isOver()).isTrue();
        speaker.leave();
        scene.assertOver();
    }

    @Test
    void aFullOutboxThatFillsTheNext() {
        for (int events = 0; events < 8; events++) {
            StressPeer speaker = joined(true);
            StressPeer slow = scene.peer(ROOM, Manners.stallsAfter(1));
            StressPeer nextSlow = scene.peer(ROOM, Manners.stallsAfter(1));
            slow.join();
            nextSlow.join();
            for (int event = 0; event < events; event++) {
                speaker.to(slow.id());
                speaker.to(nextSlow.id());
            }
            scene.assertRight();
            List.of(speaker, slow, nextSlow).forEach(StressPeer::leave);
            scene.assertOver();
        }
    }

    private StressPeer peer() {
        return scene.peer(ROOM, Manners.GOOD);
    }

    /** Makes a client, which joins if {@code joins} is true. */
    private StressPeer joined(boolean joins) {
        StressPeer peer = peer();
        if (joins) {
            peer.join();
        }
        return peer;
    }

    /** Ends a peer in one of three ways. */
    private void finish(StressPeer peer, int way) {
        finish(scene, peer, way);
    }

    private static void finish(StressScene scene, StressPeer peer, int way) {
        switch (way % 3) {
            case 0 -> peer.leave();
            case 1 -> peer.end(EndReason.GONE);
            default -> {
                if (!scene.rooms().control().end(peer.room(), peer.id())) {
                    peer.end(EndReason.REMOVED);
                }
            }
        }
    }
}
