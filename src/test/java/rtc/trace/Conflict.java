package rtc.trace;

import java.util.List;

/**
 * A peer whose trace conflicts with an assumed order of the room's events.
 *
 * @param trace the trace of the peer
 * @param what a description of the conflict
 * @param ways constraints, at least one of which holds in every order that explains the trace; empty if there is no
 *     such order
 */
record Conflict(Trace trace, String what, List<Way> ways) {

    /** The constraint that one event precedes the other. */
    record Way(RosterEvent one, RosterEvent other) {}
}
