package rtc.muc.internal.websocket;

import jakarta.websocket.SendHandler;
import java.nio.ByteBuffer;
import rtc.muc.EndReason;

/**
 * The operations that an outbox and the sweep need of a connection. No method blocks or throws; any thread may call any
 * of them.
 */
interface Connection {

    /**
     * Sends a text, after those that were sent before. Called by one thread at a time.
     *
     * @param done called once with the result, on any thread, perhaps before this returns
     */
    void send(String text, SendHandler done);

    /** Sends a ping, after the texts whose sends are done. */
    void ping(ByteBuffer payload);

    /** {@return whether the connection may still be usable} */
    boolean isOpen();

    /** {@return whether the connection still occupies resources of the server, even if it is closed} */
    boolean isHeld();

    /**
     * Closes the connection. The client then has some time to answer, unless it is closed for being too slow. Called
     * once.
     */
    void close(EndReason ending);

    /** Cuts the connection without waiting for the client. */
    void cut();
}
