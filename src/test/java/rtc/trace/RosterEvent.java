package rtc.trace;

/**
 * A change of a room's roster. No change occurs twice in a room, so equal events in several traces are the same change.
 */
sealed interface RosterEvent {

    /** {@return the id of the peer that the event is about} */
    String peer();

    /** A peer joined with a status. */
    record Came(String peer, String status) implements RosterEvent {}

    /** A peer replaced its status. */
    record Changed(String peer, String status) implements RosterEvent {}

    /** A peer left. */
    record Went(String peer) implements RosterEvent {}
}
