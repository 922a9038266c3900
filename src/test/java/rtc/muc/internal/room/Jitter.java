package rtc.muc.internal.room;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Delays threads at random for a moment, so that other threads overtake them. The delays follow from the seed and from
 * the order in which the threads make their first call.
 */
final class Jitter {

    private static final int MOST_SPINS = 300;

    private static final int FEW_SPINS = 10;

    private final AtomicLong seeds;
    private final ThreadLocal<SplittableRandom> random;

    Jitter(long seed) {
        seeds = new AtomicLong(seed);
        random = ThreadLocal.withInitial(() -> new SplittableRandom(seeds.getAndIncrement()));
    }

    @SuppressWarnings("ThreadPriorityCheck")
    void pause() {
        SplittableRandom mine = random.get();
        int chance = mine.nextInt(32);
        if (chance < 2) {
            Thread.yield();
        } else if (chance < 6) {
            for (int spins = mine.nextInt(MOST_SPINS); spins > 0; spins--) {
                Thread.onSpinWait();
            }
        }
    }

    /** Waits for at most a fraction of a microsecond. */
    void moment() {
        for (int spins = random.get().nextInt(FEW_SPINS); spins > 0; spins--) {
            Thread.onSpinWait();
        }
    }
}
