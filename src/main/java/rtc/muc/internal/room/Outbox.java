package rtc.muc.internal.room;

import rtc.muc.EndReason;
import rtc.muc.internal.protocol.ServerMessage;

/**
 * The texts that go out to one peer: an ordered, bounded queue in front of a connection.
 *
 * <p>Any thread may call any method; none may block or throw. Texts are sent in the order in which they are added.
 */
public interface Outbox {

    /**
     * Appends a text, without sending anything yet. Called while a room is locked: must not take a lock, do I/O or call
     * into a {@link Peer}.
     *
     * @return whether it was taken; false when the outbox is full. It then takes nothing more, so that nothing but an
     *     outdated status is ever skipped, and the caller ends the peer
     */
    boolean add(String text);

    /**
     * Appends an answer that a resuming client does not count, such as an error or a pong: it is not sent again if it
     * is lost with its connection. Otherwise like {@link #add(String)}.
     */
    default boolean addAnswer(String text) {
        return add(text);
    }

    /**
     * Appends the announcement of a peer's status. An older one of the same peer that still waits is obsolete and may
     * be dropped; the newer one is appended at the end, so it overtakes nothing. Otherwise like {@link #add(String)}.
     * Calls happen under the lock of the peers' room, and therefore by one thread at a time.
     *
     * @param peer the id of the peer whose status it is
     */
    default boolean addStatus(String peer, String text) {
        return add(text);
    }

    /**
     * Appends the answer to a join, to be encoded when it is sent. Never counts against the bound. Otherwise like
     * {@link #add(String)}.
     */
    void add(ServerMessage.Joined joined);

    /**
     * Starts sending what was added, if that is not under way already. Called without any lock.
     *
     * @return false when the connection turned out to be gone; the caller then ends the peer
     */
    boolean flush();

    /**
     * Ends the connection, after what was added before if the ending {@linkplain EndReason#delivers() delivers}. What is
     * added later is taken and dropped. Called without any lock; the first call counts.
     */
    void close(EndReason ending);
}
