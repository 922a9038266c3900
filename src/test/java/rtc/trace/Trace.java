package rtc.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * What one peer sent and received.
 *
 * @param peer the id of the peer; any unique name if it never joined
 * @param room the name of its room
 * @param node the node that it was connected to
 * @param sent what it sent, in order
 * @param received what it received, in order
 * @param end the state of the peer when the trace was taken
 */
public record Trace(String peer, String room, String node, List<Saying> sent, List<Received> received, End end) {

    /** The state of a peer when its trace is taken. */
    public enum End {
        /** Connected, with no message in flight to or from the peer. */
        LIVE,
        /**
         * The peer sent {@code leave} and the server closed the connection. Everything that was sent before took
         * effect.
         */
        LEFT,
        /** Ended for any other reason. The last messages in both directions may be lost. */
        ENDED
    }

    /**
     * A message that a peer sent, and when.
     *
     * @param message the message
     * @param heard how many messages the peer had received by then, at least
     */
    public record Saying(Sent message, int heard) {}

    /** Copies the lists. */
    public Trace {
        sent = List.copyOf(sent);
        received = List.copyOf(received);
    }

    boolean live() {
        return end == End.LIVE;
    }

    boolean joined() {
        return received.stream().anyMatch(Received.Joined.class::isInstance);
    }

    /**
     * {@return what the peer sent in the room: its join, and all messages up to its leave; empty if it never joined}
     */
    List<Saying> saidInRoom() {
        if (!joined()) {
            return List.of();
        }
        List<Saying> said = new ArrayList<>();
        for (Saying saying : sent) {
            boolean isJoin = saying.message() instanceof Sent.Join;
            if (saying.message() instanceof Sent.Leave) {
                return said;
            } else if (isJoin == said.isEmpty()) {
                said.add(saying);
            }
        }
        return said;
    }
}
