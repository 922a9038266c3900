package rtc.trace;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Searches for an order of a room's events that explains all traces. If the first order does not, each {@link Conflict}
 * names constraints, at least one of which holds in every valid order. A single constraint is added to the order;
 * several constraints are tried one after the other.
 */
final class OrderSearch {

    /** The maximum number of orders to try, which takes seconds. For valid traces, a handful is enough. */
    private static final int MOST_TRIES = 2000;

    private final ToIntFunction<RosterEvent> rank;
    private final Function<List<RosterEvent>, List<Conflict>> playback;
    private int tries;

    /**
     * Prepares a search.
     *
     * @param rank the rank of an event; in each order that is tried, the event with the lowest rank comes first among
     *     those that may come next
     * @param playback returns the traces that conflict with an order
     */
    OrderSearch(ToIntFunction<RosterEvent> rank, Function<List<RosterEvent>, List<Conflict>> playback) {
        this.rank = rank;
        this.playback = playback;
    }

    /** {@return whether an order without conflicts exists, given the conflicts of the first order} */
    boolean succeeds(PartialOrder<RosterEvent> order, List<Conflict> conflicts) {
        List<List<Conflict.Way>> choices = conflicts.stream()
                .map(conflict -> open(order, conflict))
                .sorted(Comparator.comparingInt(List::size))
                .toList();
        if (choices.isEmpty()) {
            return true;
        }
        List<Conflict.Way> fewest = choices.get(0);
        if (fewest.size() == 1) {
            return succeedsBy(
                    choices.stream()
                            .filter(ways -> ways.size() == 1)
                            .map(ways -> ways.get(0))
                            .toList(),
                    order);
        }
        return fewest.stream().anyMatch(way -> succeedsBy(List.of(way), order));
    }

    private static List<Conflict.Way> open(PartialOrder<RosterEvent> order, Conflict conflict) {
        return conflict.ways().stream()
                .filter(way -> order.allows(way.one(), way.other()))
                .toList();
    }

    private boolean succeedsBy(List<Conflict.Way> ways, PartialOrder<RosterEvent> order) {
        PartialOrder<RosterEvent> narrower = narrower(order, ways);
        return narrower != null && tries++ < MOST_TRIES && succeeds(narrower, playback.apply(narrower.sorted(rank)));
    }

    private static @Nullable PartialOrder<RosterEvent> narrower(
            PartialOrder<RosterEvent> order, List<Conflict.Way> ways) {
        PartialOrder<RosterEvent> narrower = order.copy();
        for (Conflict.Way way : ways) {
            if (!narrower.allows(way.one(), way.other())) {
                return null;
            }
            narrower.before(way.one(), way.other());
        }
        return narrower;
    }
}
