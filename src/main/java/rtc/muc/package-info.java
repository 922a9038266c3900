/**
 * The API of the server for applications: {@link rtc.muc.RoomManager} shows the rooms, sends events to peers, ends and bans
 * them; {@link rtc.muc.PeerJoined} and {@link rtc.muc.PeerLeft} are CDI events; an {@link rtc.muc.AccessPolicy} decides who
 * may come in; {@link rtc.muc.RoomTokens} issues tokens; {@link rtc.muc.PeerSessions} attaches WebSocket sessions of an
 * application's own endpoints. Everything else is internal and may change in any version.
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
 *   <li>Each peer that joins is announced once, and once again when it has left, in the order in which the peers of its room
 *       see it. The room manager may already show a later state.
 *   <li>In a cluster the peers of a node are announced on that node; the room manager shows those of all nodes.
 *   <li>Methods with {@code @Observes} and {@code @ObservesAsync} are called on one thread of the application, one event at a
 *       time, each in a request context of its own; on servers with Jakarta Concurrency the thread is a managed one. Signaling
 *       does not wait for observers: an observer may block, but later events wait for it. Exceptions are logged, and the next
 *       event follows.
 *   <li>The queue of events is bounded. Peers that join while it is full are not announced to observers, which is logged; the
 *       room manager shows them. Each {@code PeerJoined} is followed by one {@code PeerLeft}.
 *   <li>When the application ends, all peers are ended and observers are notified while the application's beans still
 *       exist. After two seconds, an observer that blocks is interrupted, and the log says how many events were not
 *       delivered.
 * </ul>
 */
@NullMarked
package rtc.muc;

import org.jspecify.annotations.NullMarked;
