package rtc.muc.internal.room;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.ServerMessage;

/**
 * A room: its {@link Roster}, and the peers of this node, which receive each {@link RosterChange}. It exists while it
 * has peers, of this node or of others: when the last peer has left, it is closed for good. For the rules of its lock,
 * see the package documentation.
 */
final class Room {

    private final RoomName name;
    private final RoomContext context;
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

    /** @param onClosed called when the room is closed, outside of the lock; perhaps more than once */
    Room(RoomName name, RoomContext context, Consumer<Room> onClosed) {
        this.name = name;
        this.context = context;
        this.statuses = new StatusThrottle(context.statuses(), context.nanos());
        this.onClosed = onClosed;
    }

    /**
     * Adds a peer, unless a limit or a ban forbids it or the peer has ended in the meantime.
     *
     * @param announcement the text for the other peers
     */
    JoinAnswer join(Peer peer, RosterChange.Join join, String announcement) {
        Delivery delivery;
        JoinAnswer answer;
        synchronized (lock) {
            if (closed) {
                return JoinAnswer.CLOSED;
            }
            answer = context.entrance().answerTo(peer.identity(), roster, peers.all());
            if (answer == JoinAnswer.SETTLED && peer.enter(this)) {
                delivery = admit(peer, join, announcement);
            } else {
                closed = roster.isEmpty();
                delivery = new Delivery(List.of(), List.of(), closed);
            }
        }
        settle(delivery);
        return answer;
    }

    /** Applies a leave, and announces it; does nothing if the peer is not in the room. */
    void apply(RosterChange.Leave leave) {
        settle(announce(leave));
    }

    /**
     * Applies and announces a peer's new status if the rate of statuses allows it; otherwise the status waits. Does
     * nothing if the peer is not in the room.
     *
     * @return whether the status waits for {@link #announceDelayed}
     */
    boolean changeStatus(RosterChange.NewStatus change) {
        StatusThrottle.Announcement status =
                new StatusThrottle.Announcement(change, context.encoding().encode(change.announcement()));
        Delivery delivery;
        synchronized (lock) {
            if (roster.entry(change.peer()) == null) {
                return false;
            }
            if (!statuses.takes(status, peers.receivers())) {
                return true;
            }
            delivery = announce(status);
        }
        settle(delivery);
        return false;
    }

    /**
     * Applies and announces as many waiting statuses as the rate allows now.
     *
     * @return whether some statuses still wait
     */
    boolean announceDelayed() {
        while (true) {
            Delivery delivery;
            synchronized (lock) {
                StatusThrottle.Announcement status = statuses.next(peers.receivers());
                if (status == null) {
                    return statuses.isWaiting();
                }
                delivery = announce(status);
            }
            settle(delivery);
        }
    }

    /**
     * Relays an event from one peer of the room to another.
     *
     * @param text the encoded event, for a recipient on this node
     * @return a handover; it is taken if both peers are in the room, and the recipient's outbox has accepted the text
     *     or the recipient's node will deliver the event
     */
    Handover relay(Peer sender, String recipientId, ServerMessage.From event, String text) {
        synchronized (lock) {
            if (!peers.contains(sender.id())) {
                return Handover.NONE;
            }
            RemotePeer remote = shared.remote(recipientId);
            return remote == null
                    ? Handover.to(peers.get(recipientId), text)
                    : Handover.elsewhere(remote.node().relay(remote.id(), event));
        }
    }

    /**
     * Delivers a text from a peer of another node to a peer of this node.
     *
     * @return a handover; it is not taken if one of the two peers is not in the room
     */
    Handover deliver(RemotePeer sender, String recipientId, String text) {
        synchronized (lock) {
            return Handover.to(shared.contains(sender) ? peers.get(recipientId) : null, text);
        }
    }

    /**
     * Applies a change of another node's peers, and announces it.
     *
     * @return false if this room is closed
     */
    boolean apply(RemoteChange change) {
        Delivery delivery;
        synchronized (lock) {
            if (closed) {
                return false;
            }
            Predicate<Peer> appending = change.apply(roster, shared, statuses);
            closed = roster.isEmpty();
            delivery = appending == null ? Delivery.NOTHING : append(appending);
        }
        settle(delivery);
        return true;
    }

    /** Passes each peer of this node, as other nodes should see it, to a consumer, while it holds the lock. */
    void present(Consumer<PresentedPeer> to) {
        synchronized (lock) {
            peers.all().forEach(peer -> to.accept(presented(peer)));
        }
    }

    /** {@return the ids of the peers of this node that joined after a peer with this stamp} */
    List<String> peersAfter(Stamp stamp) {
        synchronized (lock) {
            return shared.after(stamp);
        }
    }

    /**
     * Sends a text of the application to a peer of this node.
     *
     * @param id the peer's id on its own node, without a suffix
     * @return a handover; it is taken if the peer is in the room and accepts such texts, and its outbox has accepted
     *     the text
     */
    Handover sendTo(String id, String text) {
        synchronized (lock) {
            Peer peer = peers.get(id);
            return Handover.to(peer != null && peer.takesEvents() ? peer : null, text);
        }
    }

    /**
     * Sends a text of the application to all peers of this node that accept such texts; returns how many outboxes have
     * accepted it.
     */
    int sendToAll(String text) {
        Delivery delivery;
        synchronized (lock) {
            delivery = append(peer -> !peer.takesEvents() || peer.outbox().add(text));
        }
        settle(delivery);
        return (int) delivery.peers().stream().filter(Peer::takesEvents).count()
                - delivery.full().size();
    }

    /** Replaces a peer's identity after it has resumed, perhaps from another address. */
    void move(String id, PeerIdentity identity) {
        synchronized (lock) {
            roster.move(id, identity);
        }
    }

    /** {@return the peer of another node that has this id on any node; null if there is none} */
    @Nullable
    RemotePeer remotePeer(String id) {
        synchronized (lock) {
            return shared.find(id);
        }
    }

    /** {@return the peers of this room that are on other nodes now} */
    List<RemotePeer> remotePeers() {
        synchronized (lock) {
            return shared.remotes();
        }
    }

    /** {@return the peers of this room that are on this node now, in join order} */
    List<Peer> peers() {
        synchronized (lock) {
            return peers.all();
        }
    }

    /** {@return the entries of the peers that are in the room now, on all nodes} */
    List<RosterEntry> entries() {
        synchronized (lock) {
            return roster.entries();
        }
    }

    private Delivery announce(RosterChange.Leave leave) {
        String announcement = context.encoding().encode(leave.announcement());
        synchronized (lock) {
            RosterEntry entry = roster.apply(leave);
            if (entry == null) {
                return Delivery.NOTHING;
            }
            peers.remove(leave.peer());
            shared.remove(leave.peer());
            statuses.forget(leave.peer());
            closed = roster.isEmpty();
            context.listener().left(name, entry, leave.why());
            context.publisher().left(name, leave.peer());
            return append(other -> other.outbox().add(announcement));
        }
    }

    @GuardedBy("lock")
    private Delivery announce(StatusThrottle.Announcement status) {
        String peer = status.peer();
        roster.apply(status.change());
        if (peers.contains(peer)) {
            context.publisher().statusChanged(name, peer, status.change().status());
        }
        return append(other -> other.id().equals(peer) || other.outbox().addStatus(peer, status.text()));
    }

    @GuardedBy("lock")
    private Delivery admit(Peer peer, RosterChange.Join join, String announcement) {
        peer.outbox().add(new ServerMessage.Joined(peer.id(), roster.statuses(), peer.joinedFields()));
        RosterEntry entry = roster.apply(join);
        peers.add(peer);
        if (entry != null) {
            context.listener().joined(name, entry);
            shared.stamp(peer.id());
            context.publisher().joined(presented(peer));
        }
        return append(other -> other.equals(peer) || other.outbox().add(announcement));
    }

    @GuardedBy("lock")
    private Delivery append(Predicate<Peer> appending) {
        return new Delivery(peers.all(), peers.append(appending), closed);
    }

    @GuardedBy("lock")
    private PresentedPeer presented(Peer peer) {
        RosterEntry entry = Objects.requireNonNull(roster.entry(peer.id()));
        return new PresentedPeer(name, entry, shared.stampOf(peer.id()).time(), peer.takesEvents());
    }

    private void settle(Delivery delivery) {
        delivery.settle(this::announce, () -> onClosed.accept(this));
    }
}
