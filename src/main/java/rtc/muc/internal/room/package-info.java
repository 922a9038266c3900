/**
 * Rooms: who is in them, and which messages each peer receives next. This package uses no container, socket, network or
 * clock of its own, so that fast unit tests can cover every rule.
 *
 * <pre>
 * Rooms ─ Room ─ Roster: who is there              a RosterChange goes in, texts come out to the others' outboxes
 *   │       ├─── StatusThrottle: statuses that are held back
 *   │       └─── SharedRoster: stamps, and which peers are on other nodes
 *   ├──── Peer ─ PeerMessages: what its client says
 *   │       └─── Outbox (port): what is for its client, over one connection, or several where it resumes
 *   ├──── JoinPolicy ─ Bans: who may join, asked once for each join, under the room's lock
 *   ├──── PeerControl: what applications do with peers, by NodeRequests with those of other nodes
 *   └──── RoomPublisher (port): what becomes of this node's peers   SharedRooms: what other nodes say of theirs
 * </pre>
 *
 * <h2>Threads and locks</h2>
 *
 * <ul>
 *   <li>One lock for each {@code Room}. Under it: the roster changes and texts are appended to outboxes, so that all
 *       peers of a room see one order. Never under it: I/O, a container's methods, application code, a second lock;
 *       messages are encoded before it is taken. {@link rtc.muc.internal.room.Outbox#add} and the methods of
 *       {@link rtc.muc.internal.room.RoomListener} are called under it and must keep to that;
 *       {@link rtc.muc.internal.room.Outbox#flush} and {@link rtc.muc.internal.room.Outbox#close} are called outside of it.
 *   <li>A {@link rtc.muc.internal.room.Peer}'s phase is one atomic reference: outside, inside a room, ended. It changes
 *       to <em>inside</em> only under that room's lock and to <em>ended</em> by the first caller, which also takes it
 *       out of the room, unless the room did so because its outbox was full or its connection gone. So a peer that is
 *       ended while it joins is in no roster, and none is announced twice or left behind.
 *   <li>A room whose last peer left is closed for good under its lock, then removed from the map of rooms; a join
 *       that finds it closed tries again with a new one. No lock spans the map and a room.
 *   <li>A full outbox accepts nothing more, and its peer leaves as soon as the lock is free. So only outdated statuses
 *       are ever skipped: either a text is in the outbox, or its sender is notified, and the peer is about to leave.
 *       Peers whose connections turn out to be gone leave in the same way; one loop handles them all.
 * </ul>
 *
 * <h2>Other nodes</h2>
 *
 * <p>A room may have peers on several nodes; each node has the whole roster, and informs its own peers. Of every two
 * peers, exactly one sees the other in {@code joined}: this is decided by the {@link rtc.muc.internal.room.Stamp}s that
 * they take when they join, under the room's lock. {@link rtc.muc.internal.room.SharedRooms} adds and removes each
 * {@link rtc.muc.internal.room.RemotePeer}. An event for one goes to the {@link rtc.muc.internal.room.RemoteNode} that
 * presented it, under the lock and therefore in the room's order. {@link rtc.muc.internal.room.RoomPublisher} is called
 * under the lock too. The limits of a room and of a principal count the peers of all nodes; the limit of an address
 * counts those of this node.
 *
 * <p>What an application does with a peer of another node is sent as a {@link rtc.muc.internal.room.NodeRequest} to the
 * node that presented the peer, or to all nodes if it concerns a principal. There is no answer. Bans must be the same
 * on all nodes in the end: each has a version, and a node forwards a ban that is new to it, and sends all its bans to a
 * new node. If a client wants to resume on another node than its peer's, that node sends a request to all others, with
 * the hash of the client's secret. Only the node that issued the secret to that client, for that room, ends the peer.
 * Nodes that cannot be reached are notified when they come back.
 *
 * <h2>Statuses</h2>
 *
 * <p>Only the newest status of a peer is of use, so older ones give way where they would cost too much:
 *
 * <ul>
 *   <li><em>In an outbox</em> a status that still waits is dropped when a newer one of the same peer is added
 *       ({@link rtc.muc.internal.room.Outbox#addStatus}). The newer one is appended at the end. So a receiver may miss
 *       a status, but sees the newest one, and sees it only after everything that was announced before it.
 *   <li><em>In a room</em> a status that exceeds the {@link rtc.muc.internal.room.StatusLimits} is held back. It is not
 *       in the roster, it has not been announced, and a newer one of the same peer replaces it.
 *       {@link rtc.muc.internal.room.Rooms#announceDelayed}, called several times a second, applies and announces what
 *       the rate allows; the peer whose status has waited longest comes first. A status counts as sent at that moment.
 *       So a snapshot and the events after it always describe the room exactly, all peers see one order, and events
 *       that the peer sent in between arrive before the status. When the peer leaves, a status that was held back is
 *       dropped.
 *   <li>A room is added to the list for {@code announceDelayed} after a status was held back, outside of the room's
 *       lock; and it is removed from the list before it is checked. So no status is forgotten.
 * </ul>
 */
@NullMarked
package rtc.muc.internal.room;

import org.jspecify.annotations.NullMarked;
