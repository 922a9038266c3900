package rtc.trace;

/** Something that happens to the roster of a room, once. */
sealed interface RosterEvent {

    /** {@return the id of the peer that it is about} */
    String peer();

    /** A peer came, with a status. */
    record Came(String peer, String status) implements RosterEvent {}

    /** A peer replaced its status. */
    record Changed(String peer, String status) implements RosterEvent {}

    /** A peer left. */
    record Went(String peer) implements RosterEvent {}
}
