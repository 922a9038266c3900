/**
 * The API of the server for applications: {@link rtc.muc.RoomManager} returns the rooms, sends events to peers, and
 * removes and bans peers; {@link rtc.muc.PeerJoined} and {@link rtc.muc.PeerLeft} are CDI events; an
 * {@link rtc.muc.AccessPolicy} decides who may join; {@link rtc.muc.RoomTokens} issues tokens;
 * {@link rtc.muc.PeerSessions} attaches WebSocket sessions of an application's own endpoints to rooms. Everything else
 * is internal and may change in any version.
 *
 * <pre>{@code
 * @Inject RoomManager rooms;
 *
 * rooms.rooms().forEach(room -> log(room.name() + ": " + room.peers().size()));
 * rooms.sendToAll("lobby", "notice", Map.of("text", "We close in five minutes"));
 *
 * void greet(@Observes PeerJoined joined) {
 *     rooms.send(joined.room(), joined.peer().id(), "notice", Map.of("text", "Welcome"));
 * }
 * }</pre>
 *
 * <h2>Observers</h2>
 *
 * <ul>
 *   <li>Observers are notified once when a peer has joined and once when it has left, in the same order as the peers of
 *       its room. The room manager may already return a later state.
 *   <li>In a cluster, observers are notified only of the peers of their own node; the room manager returns the peers of
 *       all nodes.
 *   <li>Methods with {@code @Observes} and {@code @ObservesAsync} are called on one thread of the application, one
 *       event at a time, each event in its own request context. On servers with Jakarta Concurrency, this is a managed
 *       thread. Signaling does not wait for observers: an observer that blocks delays later events only. Exceptions are
 *       logged, and the next event is delivered.
 *   <li>The queue of events is bounded. Observers are not notified of peers that join while the queue is full, which is
 *       logged; the room manager returns these peers too. Each {@code PeerJoined} is followed by one {@code PeerLeft}.
 *   <li>When the application stops, all peers leave and observers are notified while the application's beans still
 *       exist. After two seconds, an observer that blocks is interrupted, and the number of events that were not
 *       delivered is logged.
 * </ul>
 */
@NullMarked
package rtc.muc;

import org.jspecify.annotations.NullMarked;
