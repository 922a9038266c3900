package rtc.muc.internal.room;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.room.StressOutbox.Manners;

/**
 * Drives a handful of the crowd's peers on one thread, one random step at a time, and sometimes ends peers of other
 * threads. The steps follow from the seed, but not the interleaving of the threads.
 */
final class StressDriver implements Runnable {

    private static final int HANDFUL = 5;

    private final StressScene scene;
    private final List<RoomName> rooms;
    private final AtomicReferenceArray<StressPeer> crowd;
    private final int first;
    private final SplittableRandom random;
    private int newcomers;

    /**
     * Adds its first peers to a crowd.
     *
     * @param crowd the current peers, a handful for each driver; each driver may send to any of them or end it
     * @param number the number of the driver, and of its handful
     * @param newcomers how many peers it creates in total
     */
    StressDriver(
            StressScene scene,
            List<RoomName> rooms,
            AtomicReferenceArray<StressPeer> crowd,
            int number,
            int newcomers,
            long seed) {
        this.scene = scene;
        this.rooms = rooms;
        this.crowd = crowd;
        this.first = number * HANDFUL;
        this.newcomers = newcomers;
        this.random = new SplittableRandom(seed);
        for (int place = first; place < first + HANDFUL; place++) {
            crowd.set(place, newcomer());
        }
    }

    static AtomicReferenceArray<StressPeer> crowd(int drivers) {
        return new AtomicReferenceArray<>(drivers * HANDFUL);
    }

    @Override
    public void run() {
        while (newcomers > 0) {
            int place = first + random.nextInt(HANDFUL);
            StressPeer peer = crowd.get(place);
            scene.ticks();
            if (!peer.isOver()) {
                step(peer);
            } else if (random.nextInt(3) == 0) {
                speak(peer);
            } else {
                crowd.set(place, newcomer());
            }
        }
    }

    private StressPeer newcomer() {
        newcomers--;
        int kind = random.nextInt(12);
        int messages = random.nextInt(1, 60);
        Manners manners =
                switch (kind) {
                    case 0 -> Manners.stallsAfter(messages);
                    case 1 -> Manners.goneAfter(messages);
                    case 2, 3, 4 -> Manners.SLOW;
                    default -> Manners.GOOD;
                };
        return scene.peer(rooms.get(random.nextInt(rooms.size())), manners);
    }

    private void step(StressPeer peer) {
        int chance = random.nextInt(100);
        if (!peer.joined()) {
            if (chance < 85) {
                peer.join();
            } else {
                speak(peer);
            }
        } else if (chance < 90) {
            speak(peer);
        } else if (chance < 93) {
            peer.leave();
        } else if (chance < 95) {
            peer.end(EndReason.GONE);
        } else if (chance < 97) {
            someone().end(EndReason.GONE);
        } else {
            StressPeer victim = someone();
            scene.rooms().control().end(victim.room(), victim.id());
        }
    }

    private void speak(StressPeer peer) {
        int chance = random.nextInt(100);
        if (chance < 45) {
            peer.status();
        } else if (chance < 90) {
            peer.to(someone().id());
        } else if (chance < 94) {
            peer.to(peer.id());
        } else if (chance < 96) {
            peer.to("nobody");
        } else if (chance < 98 && peer.joined()) {
            peer.join();
        } else if (peer.isOver()) {
            peer.leave();
        }
    }

    private StressPeer someone() {
        return crowd.get(random.nextInt(crowd.length()));
    }
}
