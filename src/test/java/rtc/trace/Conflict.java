package rtc.trace;

import java.util.List;

/**
 * A peer whose trace conflicts with an assumed order of the room's events.
 *
 * @param trace the trace of the peer
 * @param what a description of the conflict
 * @param ways alternative constraints: each order that explains the trace satisfies at least one of them; empty if no
 *     order explains the trace
 */
record Conflict(Trace trace, String what, List<Way> ways) {

    /** The constraint that one event precedes the other. */
    record Way(RosterEvent one, RosterEvent other) {}
}
