/**
 * Rooms: who is in them, and which messages each peer receives. This package uses no container, socket, network or
 * clock of its own, so that fast unit tests can cover every rule.
 *
 * <pre>
 * Rooms ─ Room ─ Roster: who is there              applies a RosterChange; texts go to the other peers' outboxes
 *   │       ├─── StatusThrottle: statuses that wait for the rate limits
 *   │       └─── SharedRoster: stamps, and which peers are on other nodes
 *   ├──── Peer ─ PeerMessages: handles its client's messages
 *   │       └─── Outbox (port): texts for its client, over one connection, or several if the client resumes
 *   ├──── JoinPolicy ─ Bans: who may join, checked once for each join, under the room's lock
 *   ├──── PeerControl: operations of applications on peers; NodeRequests for peers of other nodes
 *   └──── RoomPublisher (port): changes of this node's peers   SharedRooms: changes of other nodes' peers
 * </pre>
 *
 * <h2>Threads and locks</h2>
 *
 * <ul>
 *   <li>Each {@code Room} has one lock. Under it, the roster changes and texts are appended to outboxes, so that all
 *       peers of a room see the same order. I/O, a container's methods, application code and a second lock are never
 *       used under it; messages are encoded before it is taken. {@link rtc.muc.internal.room.Outbox#add} and the
 *       methods of {@link rtc.muc.internal.room.RoomListener} are called under the lock and must follow the same rules;
 *       {@link rtc.muc.internal.room.Outbox#flush} and {@link rtc.muc.internal.room.Outbox#close} are called without
 *       the lock.
 *   <li>A {@link rtc.muc.internal.room.Peer}'s phase is one atomic reference: outside, inside a room, ended. It changes
 *       to <em>inside</em> only under that room's lock. The first caller that changes it to <em>ended</em> also removes
 *       the peer from the room, unless the room has removed it because its outbox was full or its connection gone. So a
 *       peer that ends while it joins is in no roster, and no leave is announced twice or omitted.
 *   <li>A room whose last peer left is closed for good under its lock, then removed from the map of rooms; a join that
 *       finds it closed tries again with a new room. No lock covers both the map and a room.
 *   <li>A full outbox accepts nothing more, and its peer leaves as soon as the lock is released. So only outdated
 *       statuses are ever skipped: any other text is in the outbox, or its recipient is about to leave. In the latter
 *       case, the sender of an event is notified. Peers whose connections turn out to be gone leave in the same way;
 *       one loop handles both.
 * </ul>
 *
 * <h2>Other nodes</h2>
 *
 * <p>A room may have peers on several nodes; each node stores the whole roster, and notifies its own peers. Of any two
 * peers, exactly one receives the other in {@code joined}. The {@link rtc.muc.internal.room.Stamp}s that they get when
 * they join, under the room's lock, decide which one. {@link rtc.muc.internal.room.SharedRooms} adds and removes each
 * {@link rtc.muc.internal.room.RemotePeer}. An event for a remote peer is passed to the {@link
 * rtc.muc.internal.room.RemoteNode} that presented the peer, under the lock and therefore in the room's order. {@link
 * rtc.muc.internal.room.RoomPublisher} is also called under the lock. The limits per room and per principal count the
 * peers of all nodes; the limit per address counts only those of this node.
 *
 * <p>An application's operation on a peer of another node is sent as a {@link rtc.muc.internal.room.NodeRequest} to the
 * node that presented the peer, or to all nodes if it concerns a principal. Requests are not answered. The bans of all
 * nodes must converge: each ban has a version, and a node forwards a ban that is new to it, and sends all its bans to a
 * new node. If a client tries to resume on a node that does not have its peer, this node sends a request to all others,
 * with the hash of the client's secret. Only the node that issued the secret to that client, for that room, ends the
 * peer. Nodes that cannot be reached are notified when they reconnect.
 *
 * <h2>Statuses</h2>
 *
 * <p>Only the newest status of a peer is useful, so older ones are dropped where they would cost too much:
 *
 * <ul>
 *   <li><em>In an outbox</em>, a status that still waits is dropped when a newer one of the same peer is added ({@link
 *       rtc.muc.internal.room.Outbox#addStatus}). The newer one is appended at the end. So a receiver may miss a
 *       status, but it always receives the newest one, after everything that was announced before it.
 *   <li><em>In a room</em>, a status that exceeds the {@link rtc.muc.internal.room.StatusLimits} is held back: it is
 *       neither in the roster nor announced, and a newer one of the same peer replaces it. {@link
 *       rtc.muc.internal.room.Rooms#announceDelayed}, called several times a second, applies and announces as many as
 *       the rate allows, beginning with the peer that has waited longest. The status takes its place in the room's
 *       order only when it is announced. So a snapshot and the events after it always describe the room exactly, all
 *       peers see the same order, and events that the peer has sent in the meantime arrive before the status. When the
 *       peer leaves, a status that was held back is dropped.
 *   <li>A room is added to the set for {@code announceDelayed} after a status was held back, without the room's lock,
 *       and it is removed from the set before its statuses are checked. So no status is forgotten.
 * </ul>
 */
@NullMarked
package rtc.muc.internal.room;

import org.jspecify.annotations.NullMarked;
