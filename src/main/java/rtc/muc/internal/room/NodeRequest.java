package rtc.muc.internal.room;

import java.time.Duration;
import java.util.Optional;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.ServerMessage.ServerEvent;

/** A request from one node to another, because only a peer's own node controls the peer. Requests are not answered. */
public sealed interface NodeRequest {

    /**
     * Send an event of the application to a peer.
     *
     * @param peer the peer's id on its own node, without a suffix
     */
    record Send(RoomName room, String peer, ServerEvent event) implements NodeRequest {}

    /** Send an event of the application to all peers of a room. */
    record SendToAll(RoomName room, ServerEvent event) implements NodeRequest {}

    /**
     * End a peer.
     *
     * @param peer the peer's id on its own node, without a suffix
     */
    record End(RoomName room, String peer) implements NodeRequest {}

    /** End all peers of a principal. */
    record EndIdentity(String principal) implements NodeRequest {}

    /**
     * Ban a principal, or lift its ban.
     *
     * @param version counts the bans and liftings of the principal, from 1; the highest version applies
     * @param mark distinguishes bans and liftings of the same version
     * @param remaining how long the ban still lasts; zero if it is lifted
     * @param remembered how long the request must be remembered, because an earlier ban would still last until then
     */
    record Ban(String principal, long version, String mark, Duration remaining, Duration remembered)
            implements NodeRequest {}

    /**
     * End a peer whose client has tried to resume on another node, where it cannot.
     *
     * @param room the room to which the client connected
     * @param principal the client's principal
     * @param key the hash of the secret with which the client tried to resume
     * @param age how long ago the client connected to the other node, without the time for which this request is in
     *     transit
     */
    record MissedResume(RoomName room, Optional<String> principal, String key, Duration age) implements NodeRequest {

        /** {@return this request with an age that is greater by this time} */
        MissedResume later(Duration time) {
            return new MissedResume(room, principal, key, age.plus(time));
        }
    }
}
