package rtc.muc.internal.room;

import rtc.muc.EndReason;
import rtc.muc.internal.protocol.ServerMessage;

/**
 * The texts that are sent to one peer: an ordered, bounded queue in front of a connection.
 *
 * <p>Any thread may call any method; no method may block or throw. Texts are sent in the order in which they are added.
 */
public interface Outbox {

    /**
     * Appends a text, without sending anything yet. Called while a room is locked: must not take a lock, do I/O or call
     * into a {@link Peer}.
     *
     * @return whether the text was accepted; false if the outbox is full. A full outbox accepts nothing more, so that
     *     only outdated statuses are ever skipped, and the caller ends the peer
     */
    boolean add(String text);

    /**
     * Appends an answer that is not among the messages that a resuming client counts, such as an error or a pong. It is
     * not sent again if it is lost with its connection. Otherwise like {@link #add(String)}.
     */
    default boolean addAnswer(String text) {
        return add(text);
    }

    /**
     * Appends the announcement of a peer's status. An older announcement of the same peer's status that still waits is
     * obsolete and may be dropped; the new one is appended at the end, so it overtakes no other text. Otherwise like
     * {@link #add(String)}. Called under the lock of the peers' room, and therefore by one thread at a time.
     *
     * @param peer the id of the peer whose status it is
     */
    default boolean addStatus(String peer, String text) {
        return add(text);
    }

    /**
     * Appends the answer to a join, which is encoded when it is sent. It does not count towards the limits. Otherwise
     * like {@link #add(String)}.
     */
    void add(ServerMessage.Joined joined);

    /**
     * Starts to send the texts that were added, unless they are being sent already. Called without any lock.
     *
     * @return false if the connection turned out to be gone; the caller then ends the peer
     */
    boolean flush();

    /**
     * Closes the connection. If the ending {@linkplain EndReason#delivers() delivers}, the texts that were added before
     * are sent first. Texts that are added later are accepted and dropped. Called without any lock; only the first call
     * has an effect.
     */
    void close(EndReason ending);
}
