/**
 * Rooms that span several nodes: the protocol between the nodes, and how it copes with lost messages, stopped nodes and
 * partitions. This package has no thread, network or clock of its own.
 *
 * <p>Every node owns the peers that are connected to it, and only that node announces their joins, status changes and
 * leaves. Each pair of nodes shares a <em>session</em>: either all its messages arrive in order and without a gap, or
 * it ends on both sides. When a session begins, each side presents its peers; when it ends, each side removes the
 * other's peers from its rooms. A session is never repaired.
 *
 * <pre>
 * Links ─ Link ─┬─ Session: outgoing, one queue, filled under room locks, emptied by a sending thread
 *   │           └─ RemotePeers: incoming ─► SharedRooms (port) ─► rooms
 *   └ ClusterPublisher ◄─ rooms
 * </pre>
 *
 * <h2>The rules, and what happened without them</h2>
 *
 * <p>Each rule was found by simulation. The tests break each rule and check that the simulation detects it.
 *
 * <ul>
 *   <li><em>Stamps.</em> A joining peer gets a logical time later than that of every peer in the roster, while the room
 *       is locked to create its {@code joined}; peers with equal times are ordered by their ids. So if two peers join
 *       on two nodes at the same moment, both nodes agree which peer is the first. With a wall clock, with a time read
 *       before the room is locked, or without the ids, both peers could be treated as the first: both would make an
 *       offer, and their call would never connect.
 *   <li><em>Supplementary {@code joined}.</em> If a peer joins before its node knows of an earlier peer on another
 *       node, a second {@code joined}, which lists only the earlier peer, notifies the joining peer later. With
 *       {@code peer_joined} instead, both peers would make an offer.
 *   <li><em>Everything in one session.</em> Changes of peers and events for peers travel in one queue. With two queues,
 *       an event could arrive before the join of its sender, and the client would drop it.
 *   <li><em>A gap ends the session.</em> If the receiver requested a snapshot instead, the loss of an event in the gap
 *       would go unnoticed, and the snapshot would deliver a lost status after later events.
 *   <li><em>Numbers of both sides.</em> A session is identified by one random number from each side, and each side
 *       draws a new number when a session ends. With requests to reset instead, a duplicated request would reset only
 *       one side again, and the numbers would no longer match.
 *   <li><em>New wire ids.</em> In the first session between two nodes, the existing peers are presented with their own
 *       ids, in later sessions as {@code id~2}, {@code id~3} and so on. With an unchanged id, an answer still in
 *       transit would reach the new call. So a node counts its sessions with another one, and never counts from a
 *       lower number again. The link to a node that has been unreachable for an hour is forgotten, but not this count,
 *       because the node may return with the same address. At most a thousand such addresses are stored. When the oldest
 *       is removed, its count becomes the start value for unknown addresses, if it is the highest removed so far.
 *   <li><em>An event is sent in the session that presented its recipient,</em> or not at all. In a newer session, the
 *       peers have other wire ids, so an event of an earlier call could reach a new one.
 *   <li><em>Present under the room's lock,</em> room by room. With a snapshot copied earlier, a peer that leaves in the
 *       meantime would be presented after its leave, and would remain as a ghost.
 *   <li><em>Present all, then apply.</em> No change of the other side is applied before the last room is presented.
 *       Otherwise a peer could answer a peer that does not know it yet.
 *   <li><em>Beats carry the number of changes sent.</em> Otherwise the loss of the last changes would go unnoticed.
 *   <li><em>An overflow ends the session.</em> If the excess messages were only dropped, events would be lost unnoticed
 *       and ghosts would remain. Messages that present peers are not counted towards the bound: otherwise two nodes
 *       with many peers would never connect. The pause after the session doubles with each consecutive overflow, up to
 *       a limit.
 *   <li><em>The peers of an ended session are removed before the next message is handled.</em> Otherwise the other
 *       side's peers would be presented anew while their old entries are still in the rooms.
 *   <li><em>Silence ends a session; a view only shortens the wait.</em> Views are sometimes wrong: when sessions were
 *       ended whenever a view lacked a node, peers were presented anew 30 653 times instead of 31 times.
 *   <li><em>A pause of this node is not silence of the other.</em> A node whose own beat is late was not running, so it
 *       cannot tell whether the other node was silent.
 *   <li><em>A pause after the end of a session.</em> During the pause, all messages from the other node are ignored,
 *       because those still in transit may belong to the old session.
 * </ul>
 *
 * <p>Causality across three nodes is not guaranteed: a peer may mention another peer that the recipient's node does not
 * know yet, and {@code unknown_peer} is then the correct answer. An event for a peer of another node is delivered, or
 * its sender gets an error or a later {@code peer_left} for the recipient.
 *
 * <h2>Requests</h2>
 *
 * <p>Nodes also send each other requests: to send events of the application, to end peers, and to enforce bans. These
 * requests use the same session: they arrive after all earlier messages, and are lost if the session ends. A request
 * about one peer is sent in the session that presented the peer. Requests that every node must receive, such as bans,
 * are repeated when a session begins, before peers are presented. A node forwards each ban that is new to it, because
 * the node that issued the ban may fail before it has notified all others.
 *
 * <h2>Threads and locks</h2>
 *
 * <p>A {@code Link} runs one task at a time. A task locks one room at a time, and never runs on a thread that already
 * holds a room's lock. Rooms offer changes to sessions under their locks; an offer only appends to a lock-free queue.
 * For each link, one thread removes the changes from the queue, numbers them and sends them; sending may block.
 */
@NullMarked
package rtc.muc.internal.cluster;

import org.jspecify.annotations.NullMarked;
