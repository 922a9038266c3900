package rtc.muc;

import jakarta.websocket.CloseReason;
import java.nio.ByteBuffer;

/**
 * A WebSocket session whose client is a peer of a room. An endpoint delegates each of its callbacks to the method of
 * the same purpose. Calls must not overlap; containers guarantee this for the callbacks of a session. No method blocks.
 */
public interface PeerSession {

    /**
     * {@return the id of the peer; it is unique and never used again} When the client resumes a peer whose connection
     * was lost, this method returns the id of the resumed peer from then on.
     */
    String id();

    /** {@return whether the peer has joined its room} */
    boolean hasJoined();

    /**
     * Receives a part of a text message, and handles the message when it is complete.
     *
     * @param last whether this is the last part
     */
    void text(String part, boolean last);

    /** Refuses a binary message at its first part: the protocol has no binary messages. */
    void binary();

    /** Receives a pong whose payload is unknown. */
    void pong();

    /**
     * Receives a pong, which proves that the client is alive. A pong counts towards the client's rates of messages and
     * bytes, unless it answers a ping with which the server asked for a confirmation of the messages sent so far.
     *
     * @param payload the payload of the pong
     */
    void pong(ByteBuffer payload);

    /**
     * Removes the peer from its room because the connection is closed: at once or, if its client can resume but does
     * not, after {@code muc.resume-window}. Performs no CDI or JNDI look-ups, because the application may already be
     * undeployed.
     */
    void closed();

    /**
     * Like {@link #closed()}, with the reason that the container reports: a client that broke a rule of WebSocket
     * cannot resume, so its peer leaves at once.
     */
    void closed(CloseReason reason);

    /**
     * Handles a failure. A broken connection is not an error; any other failure is logged as a bug, and the connection
     * is closed with 1011.
     */
    void failed(Throwable why);
}
