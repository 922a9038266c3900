package rtc.muc.internal.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * An ordered stream from one node to another. Messages in transit may be delayed, held, or lost. Depending on the
 * {@link RandomFaults}, single messages may arrive twice, out of order, or once more much later.
 */
final class SimulatedStream {

    private record UnderWay(long due, NodeMessage message) {}

    private final SimulatedCluster cluster;
    private final SimulatedNode from;
    private final SimulatedNode to;
    private final Deque<UnderWay> underWay = new ArrayDeque<>();
    private @Nullable Runnable onRoom;
    private boolean pumping;
    private boolean slow;
    private long last;

    SimulatedStream(SimulatedCluster cluster, SimulatedNode from, SimulatedNode to) {
        this.cluster = cluster;
        this.from = from;
        this.to = to;
    }

    SimulatedNode from() {
        return from;
    }

    SimulatedNode to() {
        return to;
    }

    boolean hasRoom() {
        return underWay.size() < cluster.randomFaults().credit;
    }

    /** Sets an action to run once when the stream can accept messages again. */
    void onRoom(Runnable action) {
        onRoom = action;
    }

    void send(NodeMessage message) {
        cluster.tell(() -> "    " + from.address() + " > " + to.address() + " " + message);
        cluster.count("messages between nodes");
        RandomFaults randomFaults = cluster.randomFaults();
        if (from.isCrashed() || to.isCrashed() || cluster.network().cut(from, to) == Network.Cut.LOSE) {
            return;
        }
        last = Math.max(last, cluster.now() + cluster.streamDelay());
        if (randomFaults.apart && isPresence(message)) {
            arriveAfter(2 * cluster.streamDelay(), message);
        } else if (cluster.chance(randomFaults.reorder)) {
            arriveAfter(cluster.random(400), message);
        } else {
            if (cluster.chance(randomFaults.replay)) {
                arriveAfter(cluster.random(20_000), message);
            }
            underWay.add(new UnderWay(last, message));
            if (cluster.chance(randomFaults.duplicate)) {
                underWay.add(new UnderWay(last, message));
            }
            pump();
        }
    }

    /** Holds all messages from now on, or lets them arrive again. */
    void slow(boolean isSlow) {
        slow = isSlow;
        changed();
    }

    /** Called when the cuts or the state of the receiving node may have changed. */
    void changed() {
        if (to.isCrashed() || cluster.network().cut(from, to) == Network.Cut.LOSE) {
            loseTail(0);
        }
        pump();
    }

    /** Loses all messages in transit except the first {@code kept}. */
    void loseTail(int kept) {
        while (underWay.size() > kept) {
            underWay.removeLast();
        }
        room();
    }

    private void arriveAfter(long delay, NodeMessage message) {
        cluster.after(delay, () -> to.run(() -> to.receive(from, message)));
    }

    private void pump() {
        if (!pumping && !underWay.isEmpty()) {
            pumping = true;
            cluster.after(underWay.element().due() - cluster.now(), this::arrive);
        }
    }

    private void arrive() {
        pumping = false;
        if (underWay.isEmpty() || slow || to.isPaused() || cluster.network().cut(from, to) != null) {
            return;
        }
        while (!underWay.isEmpty() && underWay.element().due() <= cluster.now()) {
            NodeMessage message = underWay.remove().message();
            to.run(() -> to.receive(from, message));
        }
        room();
        pump();
    }

    private void room() {
        Runnable action = onRoom;
        if (action != null) {
            onRoom = null;
            from.run(action);
        }
    }

    private static boolean isPresence(NodeMessage message) {
        return message instanceof NodeMessage.Numbered numbered && !(numbered.change() instanceof NodeMessage.Relay);
    }
}
