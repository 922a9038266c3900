/**
 * What applications inject and observe: {@link rtc.muc.internal.application.LocalRoomManager} tells who is in which room, sends to peers, ends
 * them, and takes connections that an application brings itself; {@link rtc.muc.PeerJoined} and
 * {@link rtc.muc.PeerLeft} are CDI events.
 *
 * <pre>{@code
 * @Inject LocalRoomManager rooms;
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
 *   <li>Every peer that joins is told once, and once again when it is out, in the order in which the peers of its room
 *       see it. What an observer finds in the room manager is newer than its event.
 *   <li>Observers with {@code @Observes} and with {@code @ObservesAsync} are called on one thread of the application's
 *       own, one event at a time, each within a request context of its own; on servers with Jakarta Concurrency the
 *       thread is a managed one. Signaling does not wait for them: an observer may block, but the events behind it wait.
 *       What an observer throws is logged, and the next event follows.
 *   <li>So many events may wait for slow observers, and no more: peers that join when the queue is full are not told to
 *       observers, which is logged. The room manager then tells who is there. Each {@code PeerJoined} that is told is
 *       followed by one {@code PeerLeft}.
 *   <li>When the application ends, all peers are ended and observers are told of it, while the application's beans are
 *       still there. After two seconds an observer that blocks is interrupted, and the log says how many events were not
 *       told.
 * </ul>
 */
@NullMarked
package rtc.muc;

import org.jspecify.annotations.NullMarked;
