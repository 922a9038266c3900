/**
 * What went over each peer's connection, and what the protocol promises about it: given the traces of all peers,
 * whoever served them and however, {@link rtc.trace.TraceChecker} tells which promises were broken. Knows the wire, not
 * the server.
 *
 * <h2>The model</h2>
 *
 * <p>A {@link rtc.trace.Trace} is one peer: its id, its room, the node that it was connected to, what it sent and what
 * it received, each in order, and how it ended. For what it sent it also tells how much it had received by then. The
 * checker needs the traces of <em>all</em> peers of the rooms that it looks at, taken when nothing is under way any
 * more.
 *
 * <p>What a peer received may be cut short when it ended, at any point; it never has gaps. The messages of one peer
 * must be told apart: it never sends two equal statuses, nor two equal events to one recipient. An id is joined once; a
 * cluster that presents a peer anew after a partition is not in the model.
 *
 * <p>The order of a room (C4) is worked out from the traces alone, for each node by itself: the one order of joins,
 * statuses and leaves that explains what every peer saw. An order is played back, and every peer must have seen exactly
 * that. Where traces are cut short they leave several orders open, and the rules are kept if one of them explains all.
 *
 * <p>A supplementary {@code joined} means the same as the first one: the peers that it lists joined earlier.
 */
@NullMarked
package rtc.trace;

import org.jspecify.annotations.NullMarked;
