package rtc.trace;

/** The rules that both sides of the protocol may rely on. */
public enum Rule {
    /**
     * C1: of two peers that share a room, exactly one finds the other in its {@code joined}, and the other receives a
     * {@code peer_joined}.
     */
    ONE_ORIENTATION,
    /** C2: messages from a peer arrive only after it was announced, and not after it left. */
    KNOWN_BEFORE_HEARD,
    /** C3: a peer is announced once, and leaves once. */
    EXACTLY_ONCE,
    /**
     * C4: all peers of a room on a node receive joins, statuses and leaves in one order, and what they receive matches
     * the room.
     */
    ONE_ORDER,
    /** C5: the statuses and events from one peer to another arrive in the order of sending and without gaps. */
    FIFO,
    /** C6: an event is delivered, or its sender receives an error, or its recipient has ended; a join is answered. */
    DELIVERED_OR_TOLD,
    /** C8: no message passes from one room to another. */
    ISOLATION
}
