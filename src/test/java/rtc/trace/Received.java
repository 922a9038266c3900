package rtc.trace;

import java.util.Map;

/** A message that a client received. */
public sealed interface Received {

    /**
     * {@code joined}, the first or a supplementary one.
     *
     * @param id the receiver's own id
     * @param peers the ids and statuses of the listed peers, in order
     */
    record Joined(String id, Map<String, String> peers) implements Received {}

    /**
     * {@code peer_joined}.
     *
     * @param peer the id of the peer that joined
     * @param status as JSON
     */
    record PeerJoined(String peer, String status) implements Received {}

    /**
     * {@code peer_status}.
     *
     * @param peer the id of the peer with this status
     * @param status as JSON
     */
    record PeerStatus(String peer, String status) implements Received {}

    /**
     * {@code peer_left}.
     *
     * @param peer the id of the peer that left
     */
    record PeerLeft(String peer) implements Received {}

    /**
     * {@code from}.
     *
     * @param peer the sender's id
     * @param event the event's name
     * @param data as JSON, empty when absent
     */
    record From(String peer, String event, String data) implements Received {}

    /**
     * {@code error}.
     *
     * @param code its code
     */
    record Failure(String code) implements Received {}

    /**
     * A message that is not about peers.
     *
     * @param text the message
     */
    record Other(String text) implements Received {}
}
