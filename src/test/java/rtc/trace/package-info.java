/**
 * Records the messages on the connection of each peer, and checks them against the rules of the protocol. Given the
 * traces of all peers of any server, {@link rtc.trace.TraceChecker} reports the violations. The package depends on the
 * protocol only, not on the server's code.
 *
 * <h2>The model</h2>
 *
 * <p>A {@link rtc.trace.Trace} describes one peer: its id, its room, the node that it was connected to, what it sent
 * and what it received, each in order, and its state at the end. For each message that it sent, the trace contains how
 * many messages it had received by then. The checker needs the traces of <em>all</em> peers of the checked rooms, taken
 * when no message is in flight.
 *
 * <p>What a peer received may be cut short at any point when the peer has ended, but it has no gaps. The messages of
 * one peer must be distinguishable: it never sends two equal statuses, nor two equal events to one recipient. An id
 * joins only once; the model does not include a cluster that presents a peer again after a partition.
 *
 * <p>The order of a room (C4) is derived from the traces alone, separately for each node: one order of joins, statuses
 * and leaves that explains all traces. An order is replayed, and every peer must have received exactly its events.
 * Traces that are cut short may allow several orders; the rule is met if one of them explains all traces.
 *
 * <p>A supplementary {@code joined} has the same meaning as the first one: the peers that it lists joined earlier.
 */
@NullMarked
package rtc.trace;

import org.jspecify.annotations.NullMarked;
