package rtc.muc.internal.websocket;

import jakarta.websocket.SendHandler;
import java.nio.ByteBuffer;
import rtc.muc.EndReason;

/** The operations that are needed of a connection. No method blocks or throws; any thread may call any of them. */
interface Connection {

    /**
     * Sends a text, behind those that were sent before. Called by one thread at a time.
     *
     * @param done called once with the result, on any thread, perhaps before this returns
     */
    void send(String text, SendHandler done);

    /** Sends a ping, behind the texts whose sends are done. */
    void ping(ByteBuffer payload);

    /** {@return whether it may still be usable} */
    boolean isOpen();

    /** {@return whether the connection still occupies resources of the server, even if it is closed} */
    boolean isHeld();

    /** Closes the connection, after which the client has some time to answer, unless it is too slow anyway. Called once. */
    void close(EndReason ending);

    /** Ends the connection for good, whatever the client does. */
    void cut();
}
