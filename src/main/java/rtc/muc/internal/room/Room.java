package rtc.muc.internal.room;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.ServerMessage;

/**
 * A room: its {@link Roster}, and the peers of this node, which are told of each {@link RosterChange}. Exists while it is
 * occupied, by peers of this node or of others: when the last peer is out it is closed for good. See the package for the
 * rules of its lock.
 */
final class Room {

    private final RoomName name;
    private final MessageEncoder encoding;
    private final JoinPolicy entrance;
    private final RoomListener listener;
    private final RoomPublisher publisher;
    private final Consumer<Room> onClosed;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Roster roster = new Roster();

    @GuardedBy("lock")
    private final SharedRoster shared = new SharedRoster();

    @GuardedBy("lock")
    private final LocalPeers peers = new LocalPeers();

    @GuardedBy("lock")
    private final StatusThrottle statuses;

    @GuardedBy("lock")
    private boolean closed;

    /**
     * Makes an empty room.
     *
     * @param entrance decides who may join
     * @param statusLimits how fast statuses are announced
     * @param nanos the clock of the limits, in nanoseconds
     * @param onClosed told when the room is closed, outside of the lock; perhaps more than once
     */
    Room(
            RoomName name,
            MessageEncoder encoding,
            JoinPolicy entrance,
            StatusLimits statusLimits,
            LongSupplier nanos,
            RoomListener listener,
            RoomPublisher publisher,
            Consumer<Room> onClosed) {
        this.name = name;
        this.encoding = encoding;
        this.entrance = entrance;
        this.statuses = new StatusThrottle(statusLimits, nanos);
        this.listener = listener;
        this.publisher = publisher;
        this.onClosed = onClosed;
    }

    /**
     * Lets a peer in, unless a limit or a ban forbids it or it was ended meanwhile.
     *
     * @param announcement the text that tells the others
     */
    JoinAnswer join(Peer peer, RosterChange.Join join, String announcement) {
        Delivery told;
        JoinAnswer answer;
        synchronized (lock) {
            if (closed) {
                return JoinAnswer.CLOSED;
            }
            answer = entrance.answerTo(peer.identity(), roster.size(), peers.all());
            if (answer == JoinAnswer.SETTLED && peer.enter(this)) {
                told = admit(peer, join, announcement);
            } else {
                closed = roster.isEmpty();
                told = new Delivery(List.of(), List.of(), closed);
            }
        }
        settle(told);
        return answer;
    }

    /** Applies a leave, and tells it; does nothing if its peer is not in the room. */
    void apply(RosterChange.Leave leave) {
        settle(announce(leave));
    }

    /**
     * Takes a peer's new status: applies and tells it if the pace of statuses allows, otherwise keeps it for later. Does
     * nothing if the peer is not in the room.
     *
     * @return whether it waits for {@link #announceDelayed}
     */
    boolean changeStatus(RosterChange.NewStatus change) {
        StatusThrottle.Announcement status =
                new StatusThrottle.Announcement(change, encoding.encode(change.announcement()));
        Delivery told;
        synchronized (lock) {
            if (roster.entry(change.peer()) == null) {
                return false;
            }
            if (!statuses.takes(status, peers.receivers())) {
                return true;
            }
            told = announce(status);
        }
        settle(told);
        return false;
    }

    /**
     * Applies and tells the statuses that have waited, as far as the pace allows by now.
     *
     * @return whether some still wait
     */
    boolean announceDelayed() {
        while (true) {
            Delivery told;
            synchronized (lock) {
                StatusThrottle.Announcement status = statuses.next(peers.receivers());
                if (status == null) {
                    return statuses.isWaiting();
                }
                told = announce(status);
            }
            settle(told);
        }
    }

    /**
     * Relays an event from one peer of the room to another.
     *
     * @param text the event, for a recipient on this node
     * @return whether the recipient is in the room, and its outbox has the text, or its node will deliver the event
     */
    boolean relay(Peer sender, String recipientId, ServerMessage.From event, String text) {
        Peer recipient;
        boolean delivered;
        synchronized (lock) {
            if (!peers.contains(sender.id())) {
                return false;
            }
            recipient = peers.get(recipientId);
            if (recipient == null) {
                RemotePeer remote = shared.remote(recipientId);
                return remote != null && remote.node().relay(remote.id(), event);
            }
            delivered = recipient.outbox().add(text);
        }
        recipient.flushOrEnd(delivered);
        return delivered;
    }

    /**
     * Delivers a text of a peer of another node to one of this node; does nothing if one of the two is not in the room.
     */
    void deliver(RemotePeer sender, String recipientId, String text) {
        Peer recipient;
        boolean delivered;
        synchronized (lock) {
            recipient = peers.get(recipientId);
            if (recipient == null || !shared.contains(sender)) {
                return;
            }
            delivered = recipient.outbox().add(text);
        }
        recipient.flushOrEnd(delivered);
    }

    /**
     * Applies a change of another node's peers, and tells it.
     *
     * @return false if this room is closed
     */
    boolean apply(RemoteChange change) {
        Delivery told;
        synchronized (lock) {
            if (closed) {
                return false;
            }
            Predicate<Peer> telling = change.apply(roster, shared, statuses);
            closed = roster.isEmpty();
            told = telling == null ? Delivery.NOTHING : append(telling);
        }
        settle(told);
        return true;
    }

    /** Presents the peers of this node, under the lock. */
    void present(Consumer<PresentedPeer> to) {
        synchronized (lock) {
            peers.all().forEach(peer -> to.accept(presented(peer.id())));
        }
    }

    /** {@return the peers of this node that joined after one with such a stamp} */
    List<String> peersAfter(Stamp stamp) {
        synchronized (lock) {
            return shared.after(stamp);
        }
    }

    /**
     * Tells a peer a text of the application's.
     *
     * @return whether it is here, takes such texts, and its outbox has it
     */
    boolean sendTo(String id, String text) {
        Peer peer;
        boolean delivered;
        synchronized (lock) {
            peer = peers.get(id);
            if (peer == null || !peer.takesEvents()) {
                return false;
            }
            delivered = peer.outbox().add(text);
        }
        peer.flushOrEnd(delivered);
        return delivered;
    }

    /**
     * Tells all peers that take such texts a text of the application's.
     *
     * @return how many have it in their outboxes
     */
    int sendToAll(String text) {
        Delivery told;
        synchronized (lock) {
            told = append(Peer::takesEvents, outbox -> outbox.add(text));
        }
        settle(told);
        return (int) told.peers().stream().filter(Peer::takesEvents).count()
                - told.full().size();
    }

    /** A peer is somewhere else now. */
    void move(String id, PeerIdentity identity) {
        synchronized (lock) {
            roster.move(id, identity);
        }
    }

    /** {@return the peer of that id, or null} */
    @Nullable
    Peer peer(String id) {
        synchronized (lock) {
            return peers.get(id);
        }
    }

    /** {@return the peers of a principal} */
    List<Peer> peersOf(String principal) {
        return peers().stream()
                .filter(peer -> peer.identity().isPrincipal(principal))
                .toList();
    }

    /** {@return the peers that are here now, in join order} */
    List<Peer> peers() {
        synchronized (lock) {
            return peers.all();
        }
    }

    /** {@return who is here now} */
    List<RosterEntry> entries() {
        synchronized (lock) {
            return roster.entries();
        }
    }

    private Delivery announce(RosterChange.Leave leave) {
        String announcement = encoding.encode(leave.announcement());
        synchronized (lock) {
            RosterEntry entry = roster.apply(leave);
            if (entry == null) {
                return Delivery.NOTHING;
            }
            peers.remove(leave.peer());
            shared.remove(leave.peer());
            statuses.forget(leave.peer());
            closed = roster.isEmpty();
            listener.left(name, entry, leave.why());
            publisher.left(name, leave.peer());
            return append(other -> true, outbox -> outbox.add(announcement));
        }
    }

    @GuardedBy("lock")
    private Delivery announce(StatusThrottle.Announcement status) {
        String peer = status.peer();
        roster.apply(status.change());
        if (peers.contains(peer)) {
            publisher.statusChanged(name, peer, status.change().status());
        }
        return append(other -> !other.id().equals(peer), outbox -> outbox.addStatus(peer, status.text()));
    }

    @GuardedBy("lock")
    private Delivery admit(Peer peer, RosterChange.Join join, String announcement) {
        peer.outbox().add(new ServerMessage.Joined(peer.id(), roster.statuses(), peer.joinedFields()));
        RosterEntry entry = roster.apply(join);
        peers.add(peer);
        closed = roster.isEmpty();
        if (entry != null) {
            listener.joined(name, entry);
            publisher.joined(
                    new PresentedPeer(name, entry, shared.stamp(peer.id()).time()));
        }
        return append(other -> !other.equals(peer), outbox -> outbox.add(announcement));
    }

    /**
     * Appends a text to the outboxes.
     *
     * @param to to whose
     * @param adding does it, and says whether the outbox took it
     */
    @GuardedBy("lock")
    private Delivery append(Predicate<Peer> to, Predicate<Outbox> adding) {
        return append(peer -> !to.test(peer) || adding.test(peer.outbox()));
    }

    @GuardedBy("lock")
    private Delivery append(Predicate<Peer> telling) {
        List<Peer> full = peers.append(telling);
        return new Delivery(peers.all(), full, closed);
    }

    @GuardedBy("lock")
    private PresentedPeer presented(String peer) {
        RosterEntry entry = Objects.requireNonNull(roster.entry(peer));
        return new PresentedPeer(name, entry, shared.stampOf(peer).time());
    }

    private void settle(Delivery told) {
        told.settle(this::announce, () -> onClosed.accept(this));
    }
}
