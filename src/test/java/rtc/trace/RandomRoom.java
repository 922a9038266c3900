package rtc.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small room that complies with all rules, and whose peers act at random. Many of them read late or stop reading, so
 * that their traces are cut short.
 */
final class RandomRoom {

    private static final int MOST_PEERS = 5;

    /** A message that waits for a peer, and the id of the peer whose status it is; empty if it is not a status. */
    private record Waiting(String statusOf, Received message) {}

    /** A peer that is or was in the room. */
    private static final class Guest {
        private final String id;
        private final boolean reads;
        private final List<Trace.Saying> sent = new ArrayList<>();
        private final List<Received> received = new ArrayList<>();
        private final Deque<Waiting> outbox = new ArrayDeque<>();
        private Trace.End end = Trace.End.LIVE;
        private int statuses;

        Guest(String id, boolean reads) {
            this.id = id;
            this.reads = reads;
        }

        String nextStatus() {
            return id + "-" + statuses++;
        }

        void says(Sent message) {
            sent.add(new Trace.Saying(message, received.size()));
        }

        void reads(int messages) {
            for (int left = messages; left > 0 && !outbox.isEmpty(); left--) {
                received.add(outbox.remove().message());
            }
        }

        Trace trace() {
            return new Trace(id, "room", "node", sent, received, end);
        }
    }

    private final SplittableRandom random;
    private final boolean late;
    private final List<Guest> all = new ArrayList<>();
    private final Map<Guest, String> present = new LinkedHashMap<>();

    /** The statuses that are not yet announced. */
    private final Map<Guest, String> waiting = new LinkedHashMap<>();

    /** @param late whether statuses are announced with a delay */
    RandomRoom(long seed, boolean late) {
        this.random = new SplittableRandom(seed);
        this.late = late;
    }

    /** {@return the traces of all peers after this many random steps} */
    List<Trace> traces(int steps) {
        for (int step = 0; step < steps; step++) {
            step(random.nextInt(100));
        }
        List.copyOf(waiting.keySet()).forEach(this::announce);
        present.keySet().forEach(guest -> guest.reads(Integer.MAX_VALUE));
        return all.stream().map(Guest::trace).toList();
    }

    private void step(int chance) {
        if (present.size() < 2 || (chance < 12 && present.size() < MOST_PEERS)) {
            join();
            return;
        }
        Guest guest = List.copyOf(present.keySet()).get(random.nextInt(present.size()));
        if (chance < 22) {
            leave(guest, chance % 2 == 0 ? Trace.End.LEFT : Trace.End.ENDED);
        } else if (chance < 50) {
            changeStatus(guest);
        } else if (chance < 60) {
            announce(guest);
        } else if (guest.reads) {
            guest.reads(random.nextInt(4));
        }
    }

    private void join() {
        Guest guest = new Guest("p" + all.size(), random.nextInt(3) > 0);
        all.add(guest);
        String status = guest.nextStatus();
        guest.says(new Sent.Join(status));
        Map<String, String> found = new LinkedHashMap<>();
        present.forEach((other, shown) -> found.put(other.id, shown));
        guest.outbox.add(new Waiting("", new Received.Joined(guest.id, found)));
        if (random.nextInt(8) > 0) {
            guest.reads(1);
        }
        tell(guest, new Waiting("", new Received.PeerJoined(guest.id, status)));
        present.put(guest, status);
    }

    private void leave(Guest guest, Trace.End end) {
        boolean heardJoined = !guest.received.isEmpty();
        guest.end = heardJoined ? end : Trace.End.ENDED;
        if (guest.end == Trace.End.LEFT) {
            guest.says(new Sent.Leave());
        }
        present.remove(guest);
        waiting.remove(guest);
        tell(guest, new Waiting("", new Received.PeerLeft(guest.id)));
    }

    private void changeStatus(Guest guest) {
        String status = guest.nextStatus();
        guest.says(new Sent.Status(status));
        waiting.put(guest, status);
        if (!late) {
            announce(guest);
        }
    }

    private void announce(Guest guest) {
        String status = waiting.remove(guest);
        if (status != null) {
            present.put(guest, status);
            tell(guest, new Waiting(guest.id, new Received.PeerStatus(guest.id, status)));
        }
    }

    private void tell(Guest about, Waiting message) {
        for (Guest other : present.keySet()) {
            if (!other.equals(about)) {
                other.outbox.removeIf(
                        older -> !older.statusOf().isEmpty() && older.statusOf().equals(message.statusOf()));
                other.outbox.add(message);
            }
        }
    }

    /** {@return a readable form of the traces} */
    static String describe(List<Trace> traces) {
        return traces.stream()
                .flatMap(trace -> Stream.of(
                        trace.peer() + " " + trace.end() + " said " + trace.sent(), "  heard " + trace.received()))
                .collect(Collectors.joining("\n"));
    }
}
