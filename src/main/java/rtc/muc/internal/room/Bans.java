package rtc.muc.internal.room;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * The principals that are kept out for a while. For any number of threads; to ask takes no lock, so a locked room may.
 */
final class Bans {

    private static final System.Logger LOG = System.getLogger(Bans.class.getName());

    /** Longer than any server runs, and short enough to add to a time. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final int capacity;
    private final LongSupplier nanos;
    private final ConcurrentMap<String, Long> ends = new ConcurrentHashMap<>();

    /**
     * Nobody is banned.
     *
     * @param capacity how many may be banned at one time; beyond it the ban that ends first is lifted, which is logged
     * @param nanos the clock, in nanoseconds of any origin
     */
    Bans(int capacity, LongSupplier nanos) {
        this.capacity = capacity;
        this.nanos = nanos;
    }

    /** Bans a principal. An earlier ban of it no longer counts. */
    synchronized void add(String principal, Duration duration) {
        long now = nanos.getAsLong();
        long length = (duration.compareTo(LONGEST) < 0 ? duration : LONGEST).toNanos();
        if (!ends.containsKey(principal) && ends.size() >= capacity) {
            makeRoom(now);
        }
        ends.put(principal, now + length);
    }

    /** Lifts a ban; tells whether there was one. */
    boolean remove(String principal) {
        Long end = ends.remove(principal);
        return end != null && isAhead(end);
    }

    /** {@return whether a principal is banned now} */
    boolean contains(String principal) {
        Long end = ends.get(principal);
        return end != null && isAhead(end);
    }

    /** {@return whether somebody is banned now} */
    boolean contains(PeerIdentity identity) {
        return identity.principal().isPresent() && contains(identity.principal().get());
    }

    int size() {
        return ends.size();
    }

    private boolean isAhead(long end) {
        return end - nanos.getAsLong() > 0;
    }

    private void makeRoom(long now) {
        ends.values().removeIf(end -> end - now <= 0);
        if (ends.size() >= capacity) {
            ends.entrySet().stream()
                    .min(Comparator.comparingLong(ban -> ban.getValue() - now))
                    .map(Map.Entry::getKey)
                    .ifPresent(ends::remove);
            LOG.log(Level.WARNING, "More than {0} bans at one time: the one that ends first is lifted", capacity);
        }
    }
}
