package rtc.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What must come before what.
 *
 * @param <E> what is ordered
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

    /** Says that one comes before another; says nothing if either was not added. */
    void before(E one, E other) {
        Set<E> after = followers.get(one);
        if (after != null && contains(other)) {
            after.add(other);
        }
    }

    /**
     * Finds an order.
     *
     * @param soon what comes as early as it may
     * @return all elements in order; those that stand in a circle, and what comes after them, lack
     */
    List<E> sorted(Predicate<E> soon) {
        Map<E, Integer> waiting = new HashMap<>();
        followers.values().forEach(all -> all.forEach(element -> waiting.merge(element, 1, Integer::sum)));
        Deque<E> ready = new ArrayDeque<>();
        followers.keySet().stream()
                .filter(element -> !waiting.containsKey(element))
                .forEach(ready::add);
        List<E> sorted = new ArrayList<>();
        for (E next = ready.poll(); next != null; next = ready.poll()) {
            sorted.add(next);
            for (E follower : followers.getOrDefault(next, Set.of())) {
                if (waiting.merge(follower, -1, Integer::sum) == 0) {
                    if (soon.test(follower)) {
                        ready.addFirst(follower);
                    } else {
                        ready.addLast(follower);
                    }
                }
            }
        }
        return sorted;
    }

    /** {@return elements each of which must come before the next, and the last before the first} */
    List<E> circle() {
        Set<E> left = new LinkedHashSet<>(followers.keySet());
        sorted(element -> false).forEach(left::remove);
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
