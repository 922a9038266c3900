package rtc.muc;

import jakarta.websocket.CloseReason;
import java.nio.ByteBuffer;

/**
 * A WebSocket session whose client is a peer of a room. An endpoint delegates each of its callbacks to the method of
 * the same purpose. Calls must not overlap, as containers guarantee it. No method blocks.
 */
public interface PeerSession {

    /**
     * {@return the id of the peer; it is unique and never used again} When the client resumes a peer whose connection was
     * lost, it is the id of that peer from then on.
     */
    String id();

    /** {@return whether the peer has joined its room} */
    boolean hasJoined();

    /**
     * Takes a part of a text message, and handles the message when it is complete.
     *
     * @param last whether this is the last part
     */
    void text(String part, boolean last);

    /** Refuses a binary message at its first part: the protocol has none. */
    void binary();

    /** Takes a pong whose payload is unknown. */
    void pong();

    /**
     * Takes a pong, which proves that the client is alive. It counts in the rates of messages and bytes.
     *
     * @param payload the payload of the pong
     */
    void pong(ByteBuffer payload);

    /**
     * Takes the peer out of its room because the connection is closed, at once or, if its client can resume, after
     * {@code muc.resume-window}. Makes no look-ups: the application may be gone.
     */
    void closed();

    /**
     * Like {@link #closed()}, with the reason that the container gives: a client that broke a rule of WebSocket cannot
     * resume, so its peer leaves at once.
     */
    void closed(CloseReason reason);

    /** Takes a failure: a broken connection is no error; anything else is logged as a bug and ends the peer with 1011. */
    void failed(Throwable why);
}
