/**
 * What applications inject: {@link rtc.muc.RoomManager} tells who is in which room, sends to peers, ends them, and
 * takes connections that an application brings itself.
 *
 * <pre>{@code
 * @Inject RoomManager rooms;
 *
 * rooms.rooms().forEach(room -> log(room.name() + ": " + room.peers().size()));
 * rooms.sendToAll("lobby", "notice", Map.of("text", "We close in five minutes"));
 * }</pre>
 */
@NullMarked
package rtc.muc;

import org.jspecify.annotations.NullMarked;
