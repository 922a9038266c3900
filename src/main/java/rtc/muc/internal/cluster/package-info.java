/**
 * Rooms that span several nodes: the protocol between the nodes, and how it copes with lost messages, stopped nodes and
 * partitions. This package has no thread, network or clock of its own.
 *
 * <p>Every node owns the peers that are connected to it, and only that node announces their joins, status changes and
 * leaves. Each pair of nodes keeps a <em>session</em> that is either complete and in order, or over for both sides.
 * When a session begins, each side presents its peers; when it is over, each side removes the other's peers from its
 * rooms. There is no repair.
 *
 * <pre>
 * Links ─ Link ─┬─ Session: outgoing, one queue         rooms offer under their locks, a sending thread takes
 *   │           └─ RemotePeers: incoming ─► SharedRooms (port), the rooms
 *   └ ClusterPublisher ◄─ rooms
 * </pre>
 *
 * <h2>The rules, and what happened without them</h2>
 *
 * <p>Each rule was found by simulation; the tests break every one of them and check that the simulator notices.
 *
 * <ul>
 *   <li><em>Stamps.</em> A peer that joins takes a logical time after that of every peer in the roster, under the same
 *       room lock as its {@code joined}; equal times are ordered by the ids. So if two peers join on two nodes at the
 *       same moment, both nodes agree which one came first. With a wall clock, with a time taken before the lock, or
 *       without the ids, both peers take themselves for the first, both make an offer, and their call never connects.
 *   <li><em>Supplementary {@code joined}.</em> A peer that joined before it could know of an earlier one is notified by
 *       a {@code joined} that lists only the earlier one. With {@code peer_joined}, both would make an offer.
 *   <li><em>Everything in one session.</em> Changes of peers and events for peers travel in one queue. With two queues,
 *       an event could arrive before the join of its sender, and the client would drop it.
 *   <li><em>A gap ends the session.</em> If the receiver asked for a snapshot instead, the event in the gap would be
 *       lost unnoticed, and a lost status would reappear after a later event.
 *   <li><em>Numbers of both sides.</em> A session is named by one random number from each side, and each side draws a
 *       new one when a session ends. With a reset on request, a duplicate request would reset one side twice and the
 *       other once.
 *   <li><em>New wire ids.</em> Every session between two nodes but the first presents the peers that were there before
 *       as {@code id~2}, {@code id~3} and so on. With the same id, an answer that is still in transit would reach the
 *       new call. So a link counts its sessions for as long as the other node's address may come back.
 *   <li><em>An event goes to the session that presented its recipient,</em> to that object and never to the current
 *       session: otherwise it would arrive in another presentation than the one it was sent in.
 *   <li><em>Present under the room's lock,</em> room by room. With a snapshot that was copied earlier, a peer that has
 *       left meanwhile would be presented after its leave, and stay as a ghost.
 *   <li><em>Present all, then apply.</em> No change of the other side is applied before the last room is presented.
 *       Otherwise a peer could answer one that does not know it yet.
 *   <li><em>Beats carry the number of changes sent.</em> Otherwise the loss of the last changes goes unnoticed.
 *   <li><em>An overflow ends the session.</em> Dropping messages instead would lose events unnoticed and leave ghosts.
 *       Messages that present peers do not count towards the bound: otherwise two nodes with many peers would never
 *       connect. The pause after an overflow doubles each time.
 *   <li><em>The peers of an ended session are removed before the next message is handled:</em> otherwise the other
 *       side's new presentation would meet the remains of the old one.
 *   <li><em>Silence decides, the view only shortens it.</em> Views are sometimes wrong: ending a session whenever a
 *       view lacks a node presented peers anew 30 653 times instead of 31 times.
 *   <li><em>Our own pause is not the other's silence.</em> A node whose own beat is late has received nothing because
 *       it was not listening.
 *   <li><em>A pause after the end of a session,</em> in which all messages of the other node are ignored: those that
 *       are still in transit belong to the old session.
 * </ul>
 *
 * <p>Causality across three nodes is not guaranteed: one peer may mention another that the receiver does not know yet,
 * and {@code unknown_peer} is then the correct answer. An event for a peer of another node is delivered, or its sender
 * gets an error or, later, a {@code peer_left} for the recipient.
 *
 * <h2>Requests</h2>
 *
 * <p>Nodes also ask each other to send events of the application, to end peers, and to hold bans. These requests use
 * the same session: they arrive after all earlier messages, and are lost if the session ends. A request about one peer
 * goes to the session that presented it. Requests that every node must know of, such as bans, are repeated when a
 * session begins, before peers are presented. A node forwards a ban that is new to it, because the node that made it
 * may fail before it has notified all others.
 *
 * <h2>Threads and locks</h2>
 *
 * <p>A {@code Link} runs one task at a time: a task takes the lock of one room at a time, and is never started under
 * one. Rooms offer changes to sessions under their locks; an offer only appends to a lock-free queue. One thread for
 * each link takes the changes from the queue, numbers them and sends them, which may block.
 */
@NullMarked
package rtc.muc.internal.cluster;

import org.jspecify.annotations.NullMarked;
