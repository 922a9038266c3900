package rtc.trace;

/** What both sides of the protocol may rely on. */
public enum Rule {
    /**
     * C1: of two peers that share a room, exactly one finds the other in {@code joined}, the other gets {@code
     * peer_joined}.
     */
    ONE_ORIENTATION,
    /** C2: a peer is heard after it is announced, and not after it left. */
    KNOWN_BEFORE_HEARD,
    /** C3: a peer is announced once, and leaves once. */
    EXACTLY_ONCE,
    /**
     * C4: one order of joins, statuses and leaves for all peers of a room on a node; what one sees is exactly the room.
     */
    ONE_ORDER,
    /** C5: what one peer says to another arrives in order and without gaps, statuses and events together. */
    FIFO,
    /** C6: an event is delivered, or its sender is told, or its recipient is ended; a join is answered. */
    DELIVERED_OR_TOLD,
    /** C8: nothing crosses rooms. */
    ISOLATION
}
