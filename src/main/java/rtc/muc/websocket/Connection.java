package rtc.muc.websocket;

import jakarta.websocket.SendHandler;
import rtc.muc.protocol.Ending;

/** What a {@link BoundedOutbox} needs of a connection. No method blocks or throws; each may be called by any thread. */
interface Connection {

    /**
     * Sends a text, behind those that were sent before. Called by one thread at a time.
     *
     * @param done told once whether it worked, on any thread, perhaps before this returns
     */
    void send(String text, SendHandler done);

    /** Closes the connection, and has it cut off if the peer does not answer. Called once. */
    void close(Ending ending);
}
