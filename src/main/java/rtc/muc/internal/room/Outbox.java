package rtc.muc.internal.room;

import rtc.muc.EndReason;
import rtc.muc.internal.protocol.ServerMessage;

/**
 * What goes out to one peer: an ordered, bounded queue of texts with a connection behind it. The port that an
 * application implements to bring a connection of its own.
 *
 * <p>Any thread may call any method. None may block, and none may throw. What is added goes out in the order of adding.
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
     * Appends an answer that a client which resumes does not count, an error or a pong: it is not sent again when it is
     * lost with its connection. Otherwise like {@link #add(String)}.
     */
    default boolean addAnswer(String text) {
        return add(text);
    }

    /**
     * Appends the announcement of a peer's status. An older one of the same peer that still waits is worth nothing any
     * more, and may be dropped: the newer one stands at its own place, so it overtakes nothing. Otherwise like
     * {@link #add(String)}; and, as it is called under the lock of the peers' room, by one thread at a time.
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
