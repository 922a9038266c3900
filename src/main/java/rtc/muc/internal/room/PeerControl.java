package rtc.muc.internal.room;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.ServerMessage.ServerEvent;

/**
 * The operations of applications on the peers of all nodes: sending them events, ending them and banning them. For
 * peers of other nodes, requests are sent, which those nodes carry out a little later. Thread-safe; no method blocks.
 */
public final class PeerControl {

    private final Rooms rooms;
    private final Bans bans;
    private final RoomPublisher publisher;
    private final MissedResumes missed;

    PeerControl(Rooms rooms, Bans bans, RoomPublisher publisher, LongSupplier nanos) {
        this.rooms = rooms;
        this.bans = bans;
        this.publisher = publisher;
        this.missed = new MissedResumes(nanos);
    }

    /**
     * Sends an event of the application to one peer.
     *
     * @param peer its id on any node
     * @return whether the peer is in the room and accepts such events, and its outbox has accepted the event or its
     *     node is asked to send it
     */
    public boolean send(RoomName name, String peer, ServerEvent event) {
        Room room = rooms.find(name);
        if (room == null) {
            return false;
        }
        RemotePeer remote = room.remotePeer(peer);
        return remote == null
                ? room.sendTo(WireIds.own(peer), rooms.encode(event)).settle()
                : remote.peer().takesEvents() && remote.node().request(new NodeRequest.Send(name, remote.id(), event));
    }

    /**
     * Sends an event of the application to all peers of a room that accept such events.
     *
     * @return how many peers have the event in their outboxes, or are on nodes that are asked to send it
     */
    public int sendToAll(RoomName name, ServerEvent event) {
        Room room = rooms.find(name);
        if (room == null) {
            return 0;
        }
        NodeRequest request = new NodeRequest.SendToAll(name, event);
        int elsewhere = room.remotePeers().stream()
                .filter(peer -> peer.peer().takesEvents())
                .collect(Collectors.groupingBy(RemotePeer::node, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .filter(node -> node.getKey().request(request))
                .mapToInt(node -> node.getValue().size())
                .sum();
        return elsewhere + room.sendToAll(rooms.encode(event));
    }

    /**
     * Ends a peer with {@link EndReason#REMOVED}.
     *
     * @param peer its id on any node
     * @return whether this call ended the peer, or the peer's node is asked to end it
     */
    public boolean end(RoomName name, String peer) {
        Room room = rooms.find(name);
        RemotePeer remote = room == null ? null : room.remotePeer(peer);
        return remote == null
                ? endHere(name, WireIds.own(peer))
                : remote.node().request(new NodeRequest.End(name, remote.id()));
    }

    /**
     * Ends all peers of a principal, in all rooms, with {@link EndReason#REMOVED}.
     *
     * @return how many peers this call ended on this node, plus how many there are on other nodes, which are asked to
     *     end them
     */
    public int end(String principal) {
        return endOnAllNodes(principal, new NodeRequest.EndIdentity(principal));
    }

    /**
     * Bans a principal from all rooms for a while, and ends its peers. A peer that joins at the same moment is either
     * refused or ended: a join checks for bans under the room's lock, and the ban is added before the rooms are
     * searched.
     *
     * @return the same number as {@link #end(String)}
     */
    public int ban(String principal, Duration duration) {
        return endOnAllNodes(principal, bans.add(principal, duration));
    }

    /** Lifts a ban; returns whether there was one. */
    public boolean unban(String principal) {
        Optional<NodeRequest.Ban> lifted = bans.remove(principal);
        lifted.ifPresent(publisher::request);
        return lifted.isPresent();
    }

    /** {@return whether a principal is banned now} */
    public boolean isBanned(String principal) {
        return bans.contains(principal);
    }

    /** {@return whether there may be other nodes} */
    public boolean spansNodes() {
        return !publisher.node().isEmpty();
    }

    /**
     * Asks the other nodes to end the peer of a client that tried to resume on this node, which does not have the peer.
     */
    public void missedResume(NodeRequest.MissedResume resume) {
        missed.add(resume);
        publisher.request(resume);
    }

    /** Sets the action that ends a peer of this node whose client tried to resume on another node. */
    public void onMissedResume(Consumer<NodeRequest.MissedResume> ending) {
        missed.onOther(ending);
    }

    /** {@return the requests to send to a new node: bans, liftings and missed resumes} */
    List<NodeRequest> standing() {
        return Stream.<NodeRequest>concat(bans.all().stream(), missed.recent().stream())
                .toList();
    }

    /** Carries out a request from another node on the peers of this node. */
    void take(NodeRequest request) {
        if (request instanceof NodeRequest.Send send) {
            Room room = rooms.find(send.room());
            if (room != null) {
                room.sendTo(send.peer(), rooms.encode(send.event())).settle();
            }
        } else if (request instanceof NodeRequest.SendToAll send) {
            Room room = rooms.find(send.room());
            if (room != null) {
                var unused = room.sendToAll(rooms.encode(send.event()));
            }
        } else if (request instanceof NodeRequest.End end) {
            var unused = endHere(end.room(), end.peer());
        } else if (request instanceof NodeRequest.EndIdentity end) {
            var unused = endHere(end.principal());
        } else if (request instanceof NodeRequest.Ban ban) {
            take(ban);
        } else if (request instanceof NodeRequest.MissedResume resume) {
            missed.take(resume);
        }
    }

    /**
     * Applies a ban or a lifting, and forwards it if it is new: the node that made it may fail before it has notified
     * all others.
     */
    private void take(NodeRequest.Ban ban) {
        if (bans.take(ban)) {
            publisher.request(ban);
            if (bans.contains(ban.principal())) {
                var unused = endHere(ban.principal());
            }
        }
    }

    private int endOnAllNodes(String principal, NodeRequest request) {
        publisher.request(request);
        int elsewhere = (int) rooms.all().stream()
                .map(Room::remotePeers)
                .flatMap(Collection::stream)
                .filter(peer -> peer.peer().peer().identity().isPrincipal(principal))
                .count();
        return elsewhere + endHere(principal);
    }

    private int endHere(String principal) {
        return (int) rooms.all().stream()
                .flatMap(room -> room.peers().stream())
                .filter(peer -> peer.identity().isPrincipal(principal))
                .filter(peer -> peer.end(EndReason.REMOVED))
                .count();
    }

    private boolean endHere(RoomName name, String id) {
        Room room = rooms.find(name);
        return room != null
                && room.peers().stream()
                        .filter(peer -> peer.id().equals(id))
                        .anyMatch(peer -> peer.end(EndReason.REMOVED));
    }
}
