package rtc.muc.room;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rtc.muc.protocol.Ending;
import rtc.muc.protocol.ServerMessage;

/**
 * A room: its {@link Roster}, and the peers that are told of each {@link Change}. Exists while it is occupied: when the
 * last peer is out it is closed for good. See the package for the rules of its lock.
 */
final class Room {

    private final Encoding encoding;
    private final Consumer<Room> onClosed;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Roster roster = new Roster();

    @GuardedBy("lock")
    private final Map<String, Peer> peers = new LinkedHashMap<>();

    /**
     * The peers as a list that never changes, made anew when one joins or leaves, so that a broadcast needs no copy.
     */
    @GuardedBy("lock")
    private List<Peer> present = List.of();

    @GuardedBy("lock")
    private boolean closed;

    /** @param onClosed told once, outside of the lock, when the room is closed */
    Room(Encoding encoding, Consumer<Room> onClosed) {
        this.encoding = encoding;
        this.onClosed = onClosed;
    }

    /**
     * Lets a peer in, unless it was ended meanwhile.
     *
     * @return false when this room is closed, and the peer is to try another
     */
    boolean join(Peer peer, Change.Join join) {
        String announcement = encoding.encode(join.announcement());
        Told told;
        synchronized (lock) {
            if (closed) {
                return false;
            }
            List<Peer> slow = peer.enter(this) ? admit(peer, join, announcement) : List.of();
            closed = present.isEmpty();
            told = new Told(present, slow);
        }
        settle(told);
        return true;
    }

    /** Applies a status or a leave, and tells it; does nothing if its peer is not in the room. */
    void apply(Change change) {
        settle(announce(change));
    }

    /**
     * Relays a text from one peer of the room to another.
     *
     * @return whether the recipient is in the room, and its outbox has the text
     */
    boolean relay(Peer sender, String recipientId, String text) {
        Peer recipient;
        Told told = null;
        synchronized (lock) {
            recipient = peers.get(recipientId);
            if (recipient == null || !peers.containsKey(sender.id())) {
                return false;
            }
            if (!recipient.outbox().add(text)) {
                List<Peer> slow = remove(recipient);
                told = new Told(present, slow);
            }
        }
        if (told != null) {
            settle(told);
            return false;
        }
        if (!recipient.outbox().flush()) {
            recipient.end(Ending.GONE);
        }
        return true;
    }

    /**
     * Tells a text to all peers of a kind.
     *
     * @return how many have it in their outboxes
     */
    int tell(String text, Predicate<Peer> to) {
        Told told;
        synchronized (lock) {
            List<Peer> slow = append(text, to);
            told = new Told(present, slow);
        }
        settle(told);
        return (int) told.peers().stream().filter(to).count();
    }

    /** {@return the peer of that id, or null} */
    @Nullable
    Peer peer(String id) {
        synchronized (lock) {
            return peers.get(id);
        }
    }

    /** {@return who is here now} */
    List<Roster.Entry> entries() {
        synchronized (lock) {
            return roster.entries();
        }
    }

    private @Nullable Told announce(Change change) {
        String announcement = encoding.encode(change.announcement());
        synchronized (lock) {
            if (!roster.apply(change)) {
                return null;
            }
            if (change instanceof Change.Leave) {
                forget(change.peer());
            }
            List<Peer> slow = append(announcement, other -> !other.id().equals(change.peer()));
            return new Told(present, slow);
        }
    }

    @GuardedBy("lock")
    private List<Peer> admit(Peer peer, Change.Join join, String announcement) {
        peer.outbox().add(new ServerMessage.Joined(peer.id(), roster.statuses()));
        roster.apply(join);
        peers.put(peer.id(), peer);
        present = List.copyOf(peers.values());
        return append(announcement, other -> !other.equals(peer));
    }

    /** Appends a text to the outboxes; whose outbox is full is out of the room, which the others are told at once. */
    @GuardedBy("lock")
    private List<Peer> append(String text, Predicate<Peer> to) {
        List<Peer> full = List.of();
        for (Peer peer : present) {
            if (to.test(peer) && !peer.outbox().add(text)) {
                full = full.isEmpty() ? new ArrayList<>() : full;
                full.add(peer);
            }
        }
        return full.isEmpty() ? full : remove(full.toArray(Peer[]::new));
    }

    /** Takes peers out whose outboxes are full, and those whose outboxes this news fills. */
    @GuardedBy("lock")
    private List<Peer> remove(Peer... full) {
        Deque<Peer> toRemove = new ArrayDeque<>(List.of(full));
        List<Peer> removed = new ArrayList<>();
        for (Peer slow = toRemove.poll(); slow != null; slow = toRemove.poll()) {
            Change.Leave leave = new Change.Leave(slow.id());
            if (roster.apply(leave)) {
                removed.add(slow);
                forget(slow.id());
                String left = encoding.encode(leave.announcement());
                for (Peer other : present) {
                    if (!other.outbox().add(left)) {
                        toRemove.add(other);
                    }
                }
            }
        }
        return removed;
    }

    @GuardedBy("lock")
    private void forget(String peer) {
        peers.remove(peer);
        present = List.copyOf(peers.values());
        closed = present.isEmpty();
    }

    /**
     * Sends what was appended. Who turns out to be gone leaves, which is told in turn: by a loop, however many there
     * are.
     */
    private void settle(@Nullable Told first) {
        Deque<Peer> gone = new ArrayDeque<>(0);
        if (first != null) {
            send(first, gone);
        }
        for (Peer peer = gone.poll(); peer != null; peer = gone.poll()) {
            Told leave = announce(new Change.Leave(peer.id()));
            if (leave != null) {
                send(leave, gone);
            }
            peer.end(Ending.GONE);
        }
    }

    private void send(Told told, Deque<Peer> gone) {
        for (Peer peer : told.peers()) {
            if (!peer.outbox().flush()) {
                gone.add(peer);
            }
        }
        for (Peer peer : told.slow()) {
            peer.end(Ending.TOO_SLOW);
        }
        if (told.peers().isEmpty()) {
            onClosed.accept(this);
        }
    }

    /**
     * What is left to do when the lock is free again.
     *
     * @param peers those in the room, whose outboxes may have something new
     * @param slow those that are out of it because their outboxes were full
     */
    private record Told(List<Peer> peers, List<Peer> slow) {}
}
