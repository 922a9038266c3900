package rtc.trace;

import java.util.List;

/**
 * A peer that saw something else than one order of the room's events would have shown it.
 *
 * @param trace of the peer
 * @param what what it saw instead
 * @param ways every order that explains what the peer saw follows one of these; none if there is no such order
 */
record Conflict(Trace trace, String what, List<Way> ways) {

    /** One event before another. */
    record Way(RosterEvent one, RosterEvent other) {}
}
