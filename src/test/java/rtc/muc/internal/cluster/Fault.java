package rtc.muc.internal.cluster;

import java.util.EnumSet;
import java.util.Set;

/** What may go wrong in a simulation. */
enum Fault {
    /** A stream is slow for a while. */
    SLOW_STREAM,
    /** A stream loses the end of what is under way. */
    LOST_TAIL,
    /** One node does not reach another for a while. */
    ONE_WAY_CUT,
    /** Two nodes do not reach each other for a while. */
    TWO_WAY_CUT,
    /** A cut comes and goes. */
    FLAPPING,
    /** A node is killed, and its host starts another after a while. */
    CRASH,
    /** A node stands still for a while. */
    PAUSE,
    /** A node hears a view that lacks another. */
    WRONG_VIEW,
    /** The application ends on a node, and is deployed again. */
    REDEPLOY,
    /** Little fits into the queues between nodes. */
    OVERFLOW,
    /** Single messages come twice. */
    DUPLICATES,
    /** Single messages leave the order, or come again long after. */
    DISORDER,
    /** Of a peer's statuses that wait in an outbox only the newest stays. */
    CONFLATION,
    /** Clients vanish, are ended by their node, or are too slow for their outbox. */
    LOST_CLIENTS;

    private static final Set<Fault> ALL_THE_TIME = EnumSet.of(OVERFLOW, DUPLICATES, DISORDER, CONFLATION, LOST_CLIENTS);

    /** {@return whether it happens at a moment, and not all the time} */
    boolean isEvent() {
        return !ALL_THE_TIME.contains(this);
    }
}
