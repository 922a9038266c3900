package rtc.muc.internal.cluster;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Runs tasks one after the other in virtual time, measured in milliseconds. The order depends only on the seed.
 */
final class Scheduler {

    /** The maximum depth to which tasks interrupt each other. */
    private static final int DEEPEST = 3;

    private record Event(long time, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return time == other.time ? Long.compare(order, other.order) : Long.compare(time, other.time);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final SplittableRandom random;
    private long now;
    private long added;
    private long ran;
    private int depth;
    private boolean stopped;

    Scheduler(SplittableRandom random) {
        this.random = random;
    }

    long now() {
        return now;
    }

    /** {@return how many tasks have run} */
    long ran() {
        return ran;
    }

    void after(long delay, Runnable action) {
        events.add(new Event(now + Math.max(0, delay), added++, action));
    }

    /** Runs the tasks that are due up to a time, unless the scheduler is stopped. */
    void runUntil(long time) {
        while (!stopped && !events.isEmpty() && events.peek().time() <= time) {
            Event next = events.remove();
            now = Math.max(now, next.time());
            ran++;
            next.action().run();
        }
        now = Math.max(now, time);
    }

    /** Prevents all further tasks from running. */
    void stop() {
        stopped = true;
    }

    /**
     * With the given probability, runs the tasks that are due in the next moments. Called where another thread might
     * run in production.
     */
    void interrupt(double chance) {
        if (depth < DEEPEST && random.nextDouble() < chance) {
            depth++;
            runUntil(now + (random.nextInt(10) == 0 ? random.nextInt(150) : random.nextInt(4)));
            depth--;
        }
    }
}
