package rtc.muc.internal.room;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The principals that are banned for a limited time, on all nodes. Thread-safe; queries take no lock, so they are
 * allowed under a room's lock.
 *
 * <p>Each ban of a principal, and each lifting of a ban, has a higher version than those before it; a node applies the
 * highest version that it has received. So a node that has missed a lifting, or a shorter ban, cannot restore the
 * earlier ban on other nodes. A ban or lifting is stored until every earlier ban of the principal would have ended, or
 * until the maximum number of bans is exceeded. If two nodes create the same version at the same moment, all nodes apply
 * the one with the higher mark.
 */
final class Bans {

    private static final System.Logger LOG = System.getLogger(Bans.class.getName());

    /** The maximum of a ban: longer than any server runs, but short enough that its nanoseconds fit in a long. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * A ban, or the lifting of one.
     *
     * @param end when the ban ends; for a lifting, when it was lifted
     * @param kept until when it is remembered
     */
    private record Entry(long version, String mark, long end, long kept) {

        /**
         * Whether another entry can be ignored: it is the same as this one, or this one is still remembered and takes
         * precedence.
         */
        boolean covers(Entry other, long now) {
            return mark.equals(other.mark) || (isKept(now) && !other.isStrongerThan(this));
        }

        Entry keptUntil(long time) {
            return new Entry(version, mark, end, time);
        }

        boolean isKept(long now) {
            return kept - now > 0;
        }

        private boolean isStrongerThan(Entry other) {
            return version == other.version ? mark.compareTo(other.mark) > 0 : version > other.version;
        }
    }

    private final int capacity;
    private final LongSupplier nanos;
    private final Supplier<String> marks;
    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

    /**
     * Makes an empty set of bans.
     *
     * @param capacity the maximum number of bans at one time; beyond it, the ban that ends first is lifted, which is
     *     logged
     * @param nanos the clock, in nanoseconds of any origin
     * @param marks makes unique marks
     */
    Bans(int capacity, LongSupplier nanos, Supplier<String> marks) {
        this.capacity = capacity;
        this.nanos = nanos;
        this.marks = marks;
    }

    /** Bans a principal, and replaces an earlier ban of it. Returns the request for other nodes. */
    synchronized NodeRequest.Ban add(String principal, Duration duration) {
        long now = nanos.getAsLong();
        return replace(principal, now + nanos(duration), now);
    }

    /** Lifts a ban. Returns the request for other nodes; empty if there was no ban. */
    synchronized Optional<NodeRequest.Ban> remove(String principal) {
        long now = nanos.getAsLong();
        return contains(principal) ? Optional.of(replace(principal, now, now)) : Optional.empty();
    }

    /**
     * Applies a ban or a lifting that another node has sent.
     *
     * @return whether it was new to this node and now applies
     */
    synchronized boolean take(NodeRequest.Ban ban) {
        long now = nanos.getAsLong();
        long end = now + nanos(ban.remaining());
        Entry taken = new Entry(ban.version(), ban.mark(), end, later(end, now + nanos(ban.remembered())));
        Entry known = entries.get(ban.principal());
        if (!taken.isKept(now)) {
            return false;
        } else if (known == null) {
            put(ban.principal(), taken, now);
            return true;
        }
        boolean applies = !known.covers(taken, now);
        put(ban.principal(), (applies ? taken : known).keptUntil(later(taken.kept(), known.kept())), now);
        return applies;
    }

    /** {@return all bans and liftings that are still remembered, for a new node} */
    List<NodeRequest.Ban> all() {
        long now = nanos.getAsLong();
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().isKept(now))
                .map(entry -> request(entry.getKey(), entry.getValue(), now))
                .toList();
    }

    /** {@return whether a principal is banned now} */
    boolean contains(String principal) {
        Entry ban = entries.get(principal);
        return ban != null && ban.end() - nanos.getAsLong() > 0;
    }

    /** {@return whether the principal of an identity is banned now} */
    boolean contains(PeerIdentity identity) {
        return identity.principal().isPresent() && contains(identity.principal().get());
    }

    int size() {
        return entries.size();
    }

    private static long nanos(Duration duration) {
        return (duration.compareTo(LONGEST) < 0 ? duration : LONGEST).toNanos();
    }

    /** Replaces what is remembered of a principal by a ban that ends at this time. Returns the request. */
    @GuardedBy("this")
    private NodeRequest.Ban replace(String principal, long end, long now) {
        Entry known = entries.get(principal);
        Entry ban = known == null
                ? new Entry(1, marks.get(), end, end)
                : new Entry(known.version() + 1, marks.get(), end, later(end, known.kept()));
        put(principal, ban, now);
        return request(principal, ban, now);
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private static NodeRequest.Ban request(String principal, Entry entry, long now) {
        return new NodeRequest.Ban(
                principal,
                entry.version(),
                entry.mark(),
                Duration.ofNanos(Math.max(0, entry.end() - now)),
                Duration.ofNanos(Math.max(0, entry.kept() - now)));
    }

    @GuardedBy("this")
    private void put(String principal, Entry entry, long now) {
        if (!entries.containsKey(principal) && entries.size() >= capacity) {
            makeRoom(now);
        }
        entries.put(principal, entry);
    }

    @GuardedBy("this")
    private void makeRoom(long now) {
        entries.values().removeIf(entry -> !entry.isKept(now));
        if (entries.size() >= capacity) {
            entries.entrySet().stream()
                    .min(Comparator.comparingLong(entry -> entry.getValue().kept() - now))
                    .map(Map.Entry::getKey)
                    .ifPresent(entries::remove);
            LOG.log(Level.WARNING, "More than {0} bans at one time: the one that ends first is lifted", capacity);
        }
    }
}
