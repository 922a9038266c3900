/**
 * Rooms over several nodes: what nodes tell each other, and what becomes of it when messages are lost, nodes stop, or
 * cannot reach each other for a while. It has no thread, network or clock of its own.
 *
 * <p>Every node owns the peers that are connected to it, and alone says that they join, change their status and leave. Each
 * pair of nodes keeps a <em>session</em> that is either whole and in order, or over for both sides. When a session begins,
 * each side presents its peers; when it is over, each side takes the other's out of its rooms. There is no repair.
 *
 * <pre>
 * Links ─ Link ─┬─ Session: outgoing, one queue         rooms offer under their locks, a sending thread takes
 *   │           └─ RemotePeers: incoming ─► SharedRooms (port), the rooms
 *   └ ClusterPublisher ◄─ rooms
 * </pre>
 *
 * <h2>The rules, and what happened without them</h2>
 *
 * <p>Each was found by simulation; the tests break every one of them and see the simulator notice it.
 *
 * <ul>
 *   <li><em>Stamps.</em> A peer that joins takes a time after everybody in the roster, in the same act, under the room's
 *       lock, that makes its {@code joined}; equal times are ordered by the ids. Of two peers that join at one moment on
 *       two nodes, both nodes say the same one came first. By a wall clock, by a time taken before the lock, or without
 *       the ids, both peers take themselves for the first, both make an offer, and their call never connects.
 *   <li><em>Supplementary {@code joined}.</em> Who joined before it could know of an earlier peer is told by a
 *       {@code joined} that lists only that one. If it were told by {@code peer_joined}, both would make an offer.
 *   <li><em>Everything in one session.</em> What happens to peers and events for peers travel in one queue. By two ways an
 *       event reaches a peer that has not been told of its sender, and is dropped by the client.
 *   <li><em>A gap ends the session.</em> To ask for a snapshot instead loses the event in the gap, and nobody is told;
 *       and a status that was lost comes again after a later event.
 *   <li><em>Numbers of both sides.</em> A session is named by a random number of each side, and every end takes a fresh one.
 *       With a reset on request, a request that was sent twice resets one side twice and the other once.
 *   <li><em>New wire ids.</em> A session that is not the first between two nodes presents peers that were there before as
 *       {@code id~2}, {@code id~3} and so on. By the same id an answer that is still under way would meet the new call. So a
 *       link counts its sessions as long as the other's address may come back.
 *   <li><em>An event goes to the session that its recipient was presented in,</em> the object, never the session of that
 *       moment: else it would be heard in another presentation than it was sent in.
 *   <li><em>Present under the room's lock,</em> room by room. From a snapshot that was copied before, a peer that has left
 *       meanwhile is presented after it left, and stays as a ghost.
 *   <li><em>Present all, then apply.</em> Nothing of the other side is applied before the last room is presented. Else a peer
 *       answers one that does not know it yet.
 *   <li><em>Beats carry the count of what was sent.</em> Else the lost end of a stream is not noticed while nothing follows.
 *   <li><em>An overflow ends the session.</em> To drop messages instead loses events without a word, and leaves ghosts. What
 *       presents peers does not count, else two nodes with many peers never come together; and the pause after an
 *       overflow doubles.
 *   <li><em>The rest of an ended session is removed before the next message is looked at,</em> else the other side's new
 *       presentation meets the remains of the old one.
 *   <li><em>Silence decides, the view only shortens it.</em> To end sessions whenever a view lacks a node presented peers
 *       anew 30 653 times where 31 were due, for views are wrong at times.
 *   <li><em>Our own pause is not the other's silence.</em> A node whose own beat is late has heard nothing because it did not
 *       listen.
 *   <li><em>A pause after the end of a session,</em> in which nothing of the other is listened to: what is still under way then
 *       belongs to the past.
 * </ul>
 *
 * <p>Not kept is causality over three nodes: one peer may mention another that the receiver does not know yet, and
 * {@code unknown_peer} is then an honest answer. An event for a peer of another node is delivered, or its sender gets an
 * error, or a later {@code peer_left} of the recipient.
 *
 * <h2>Requests</h2>
 *
 * <p>Nodes also ask each other to send events of the application, to end peers, and to hold bans: in the same session, so
 * after all that was said before, and lost with it if it ends. A request that is about one peer goes to the session that the
 * peer was presented in. What every node has to know, such as bans, is asked for again when a session begins, before peers
 * are presented. A node that learns of a ban tells it on: the node that made it may be gone before it has told all.
 *
 * <h2>Threads and locks</h2>
 *
 * <p>A {@code Link} is one serial executor: it takes the lock of one room at a time, and is never entered while one is held.
 * Rooms offer to sessions under their locks; an offer is an append to a queue without a lock, and nothing else. One
 * thread for each link takes from the queue, numbers what it takes, and may block in sending it.
 */
@NullMarked
package rtc.muc.internal.cluster;

import org.jspecify.annotations.NullMarked;
