package rtc.muc.internal.cluster;

import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.NodeRequest;
import rtc.muc.internal.room.PresentedPeer;

/**
 * One message from a node to another. It names the session that it belongs to by the numbers of both sides, as its sender
 * knows them.
 */
public sealed interface NodeMessage {

    /** {@return the number that the sender uses for the session} */
    long mine();

    /**
     * Says that the sender is alive, which session numbers it uses, and how many changes it has sent.
     *
     * @param theirs the number that the receiver uses for the session, 0 if the sender does not know it
     * @param up whether the sender is in the session of those numbers
     * @param sent how many changes the sender has sent in it, so that the loss of the last ones is noticed
     */
    record Beat(long mine, long theirs, boolean up, long sent) implements NodeMessage {}

    /** Says that the sender stops. */
    record Bye(long mine) implements NodeMessage {}

    /**
     * What happened to a peer, an event for one, or a request.
     *
     * @param theirs the number that the receiver uses for the session
     * @param place its place among all that the sender sends in this session, from 1
     */
    record Numbered(long mine, long theirs, long place, Change change) implements NodeMessage {}

    /** A change to a peer of the sender, an event for a peer of the receiver, or a request to the receiver. */
    sealed interface Change {

        /** {@return about how much memory it takes, in bytes} */
        int weight();
    }

    /**
     * A peer joined, or was there already.
     *
     * @param wireId the id by which the receiver's peers know it
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
     * A peer is out of its room.
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
     * @param recipient the recipient's own id
     * @param event the event, from the sender by its own id
     */
    record Relay(String recipient, ServerMessage.From event) implements Change {
        @Override
        public int weight() {
            @Nullable JsonText data = event.data();
            return Weight.of(recipient, event.peer(), event.event(), data == null ? "" : data.text());
        }
    }

    /** The receiver is asked to do something with its peers. */
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
