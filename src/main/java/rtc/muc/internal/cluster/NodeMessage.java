package rtc.muc.internal.cluster;

import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.NodeRequest;
import rtc.muc.internal.room.PresentedPeer;

/**
 * A message from one node to another. It identifies its session by the numbers of both sides, as far as the sender
 * knows them.
 */
public sealed interface NodeMessage {

    /** {@return the number that the sender uses for the session} */
    long mine();

    /**
     * Reports that the sender is running, which session numbers it uses, and how many changes it has sent.
     *
     * @param theirs the number that the receiver uses for the session, 0 if the sender does not know it
     * @param up whether the sender has a session with these numbers
     * @param sent how many changes the sender has sent in the session, so that the receiver notices if the last are
     *     lost
     */
    record Beat(long mine, long theirs, boolean up, long sent) implements NodeMessage {}

    /** Reports that the sender stops. */
    record Bye(long mine) implements NodeMessage {}

    /**
     * A change with its place in a session.
     *
     * @param theirs the number that the receiver uses for the session
     * @param place the place of the change among all changes that the sender sends in this session, from 1
     */
    record Numbered(long mine, long theirs, long place, Change change) implements NodeMessage {}

    /** A change to a peer of the sender, an event for a peer of the receiver, or a request to the receiver. */
    sealed interface Change {

        /** {@return the approximate memory that the change occupies, in bytes} */
        int weight();
    }

    /**
     * A peer has joined, or was in its room when the session began.
     *
     * @param wireId the id by which the receiver's peers know the peer
     */
    record Join(String wireId, PresentedPeer peer) implements Change {
        @Override
        public int weight() {
            return Weight.of(
                    wireId, peer.id(), peer.room().value(), peer.peer().status().text());
        }
    }

    /**
     * A peer has a new status.
     *
     * @param peer the peer's id on its own node, without a suffix
     */
    record Status(String peer, JsonText status) implements Change {
        @Override
        public int weight() {
            return Weight.of(peer, status.text());
        }
    }

    /**
     * A peer has left its room.
     *
     * @param peer the peer's id on its own node, without a suffix
     */
    record Leave(String peer) implements Change {
        @Override
        public int weight() {
            return Weight.of(peer);
        }
    }

    /**
     * An event for a peer of the receiver.
     *
     * @param recipient the recipient's id on its own node, without a suffix
     * @param event the event, with the sender's id on its own node
     */
    record Relay(String recipient, ServerMessage.From event) implements Change {
        @Override
        public int weight() {
            @Nullable JsonText data = event.data();
            return Weight.of(recipient, event.peer(), event.event(), data == null ? "" : data.text());
        }
    }

    /**
     * A change or request in a room whose name the receiver does not accept from clients, so that the receiver has no
     * peers in the room. This happens if the nodes run versions of Java that know different characters. Nodes receive
     * such changes, but never send them.
     */
    record InRefusedRoom() implements Change {
        @Override
        public int weight() {
            return Weight.of();
        }
    }

    /** A request to the receiver about its peers. */
    record Request(NodeRequest request) implements Change {
        @Override
        public int weight() {
            if (request instanceof NodeRequest.Send send) {
                return Weight.of(send.room().value(), send.peer()) + Weight.of(send.event());
            } else if (request instanceof NodeRequest.SendToAll send) {
                return Weight.of(send.room().value()) + Weight.of(send.event());
            } else if (request instanceof NodeRequest.End end) {
                return Weight.of(end.room().value(), end.peer());
            } else if (request instanceof NodeRequest.EndIdentity end) {
                return Weight.of(end.principal());
            } else if (request instanceof NodeRequest.Ban ban) {
                return Weight.of(ban.principal(), ban.mark());
            } else if (request instanceof NodeRequest.MissedResume resume) {
                return Weight.of(resume.room().value(), resume.principal().orElse(""), resume.key());
            }
            return Weight.of();
        }
    }
}
