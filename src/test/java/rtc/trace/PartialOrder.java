package rtc.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Elements, some of which must precede others.
 *
 * @param <E> the type of the elements
 */
final class PartialOrder<E> {

    private final Map<E, Set<E>> followers = new LinkedHashMap<>();

    void add(E element) {
        followers.computeIfAbsent(element, key -> new LinkedHashSet<>());
    }

    int size() {
        return followers.size();
    }

    boolean contains(E element) {
        return followers.containsKey(element);
    }

    /** Adds the constraint that one element precedes another. Does nothing if either was not added. */
    void before(E one, E other) {
        Set<E> after = followers.get(one);
        if (after != null && contains(other)) {
            after.add(other);
        }
    }

    /** {@return whether both elements were added, and the second is not required to precede the first} */
    boolean allows(E one, E other) {
        Set<E> after = new HashSet<>();
        Deque<E> next = new ArrayDeque<>(List.of(other));
        while (!next.isEmpty()) {
            E element = next.remove();
            if (after.add(element)) {
                next.addAll(followers.getOrDefault(element, Set.of()));
            }
        }
        return contains(one) && contains(other) && !after.contains(one);
    }

    PartialOrder<E> copy() {
        PartialOrder<E> copy = new PartialOrder<>();
        followers.forEach((element, after) -> copy.followers.put(element, new LinkedHashSet<>(after)));
        return copy;
    }

    /** An element that may come next, its rank, and how many elements became ready before it. */
    private record Ready<E>(E element, int rank, int number) {}

    /**
     * Finds an order.
     *
     * @param rank the rank of an element; the element with the lowest rank comes first among those that may come next
     * @return all elements in order, except those in a cycle and those that must follow them
     */
    List<E> sorted(ToIntFunction<E> rank) {
        Map<E, Integer> waiting = new HashMap<>();
        followers.values().forEach(all -> all.forEach(element -> waiting.merge(element, 1, Integer::sum)));
        Queue<Ready<E>> ready = new PriorityQueue<>(
                Comparator.<Ready<E>>comparingInt(Ready::rank).thenComparingInt(Ready::number));
        AtomicInteger number = new AtomicInteger();
        Consumer<E> becomesReady =
                element -> ready.add(new Ready<>(element, rank.applyAsInt(element), number.getAndIncrement()));
        followers.keySet().stream()
                .filter(element -> !waiting.containsKey(element))
                .forEach(becomesReady);
        List<E> sorted = new ArrayList<>();
        for (Ready<E> next = ready.poll(); next != null; next = ready.poll()) {
            sorted.add(next.element());
            for (E follower : followers.getOrDefault(next.element(), Set.of())) {
                if (waiting.merge(follower, -1, Integer::sum) == 0) {
                    becomesReady.accept(follower);
                }
            }
        }
        return sorted;
    }

    /** {@return a cycle: elements each of which must precede the next, and the last of which must precede the first} */
    List<E> circle() {
        Set<E> left = new LinkedHashSet<>(followers.keySet());
        sorted(element -> 0).forEach(left::remove);
        Map<E, E> leader = new HashMap<>();
        left.forEach(element -> followers.getOrDefault(element, Set.of()).forEach(next -> leader.put(next, element)));
        Set<E> path = new LinkedHashSet<>();
        E at = left.iterator().next();
        while (path.add(at)) {
            at = leader.getOrDefault(at, at);
        }
        List<E> circle = new ArrayList<>(path);
        List<E> backwards = circle.subList(circle.indexOf(at), circle.size());
        List<E> forwards = new ArrayList<>();
        backwards.forEach(element -> forwards.add(0, element));
        return forwards;
    }
}
