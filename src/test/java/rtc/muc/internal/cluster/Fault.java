package rtc.muc.internal.cluster;

import java.util.EnumSet;
import java.util.Set;

/** A kind of fault that may happen in a simulation. */
enum Fault {
    /** A stream is slow for a while. */
    SLOW_STREAM,
    /** A stream loses the last messages in transit. */
    LOST_TAIL,
    /** One node cannot reach another for a while. */
    ONE_WAY_CUT,
    /** Two nodes cannot reach each other for a while. */
    TWO_WAY_CUT,
    /** The connection between two nodes is cut and mended several times. */
    FLAPPING,
    /** A node is killed, and its host starts another node after a while. */
    CRASH,
    /** A node is paused for a while. */
    PAUSE,
    /** A node receives a view that lacks another node. */
    WRONG_VIEW,
    /** The application is undeployed from a node, and deployed again. */
    REDEPLOY,
    /** The queues between nodes are small. */
    OVERFLOW,
    /** Single messages arrive twice. */
    DUPLICATES,
    /** Single messages arrive out of order, or arrive once more after a long time. */
    DISORDER,
    /** Nodes soon forget their links to nodes that they do not see, and how often they met the oldest of them. */
    FORGETTING,
    /** Only the newest of a peer's statuses that wait in an outbox is retained. */
    CONFLATION,
    /** Clients lose their connection, are ended by their node, or are too slow for their outbox. */
    LOST_CLIENTS,
    /** Clients lose their connection, and resume on their node, or join anew on another one. */
    RESUME;

    private static final Set<Fault> ALL_THE_TIME =
            EnumSet.of(OVERFLOW, DUPLICATES, DISORDER, FORGETTING, CONFLATION, LOST_CLIENTS, RESUME);

    /** {@return whether the fault happens at certain moments, and not all the time} */
    boolean isEvent() {
        return !ALL_THE_TIME.contains(this);
    }
}
