package rtc.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * One peer's side of everything.
 *
 * @param peer its id; any name of its own if it never joined
 * @param room the name of its room
 * @param node the node that it was connected to
 * @param sent what it sent, in order
 * @param received what it received, in order
 * @param end how it stood when the trace was taken
 */
public record Trace(String peer, String room, String node, List<Saying> sent, List<Received> received, End end) {

    /** How a peer stands when its trace is taken. */
    public enum End {
        /** Connected, and nothing is under way to it or from it. */
        LIVE,
        /** It sent {@code leave} and the server closed the connection: everything it had sent before took effect. */
        LEFT,
        /** Over for any other reason, with messages lost at the end of both directions, perhaps. */
        ENDED
    }

    /**
     * What a peer sent, and when.
     *
     * @param message what it sent
     * @param heard how many messages it had received by then, at least
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

    /** {@return what it said in the room: its join, then all up to its leave; nothing if it was never let in} */
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
