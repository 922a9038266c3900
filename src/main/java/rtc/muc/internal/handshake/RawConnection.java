package rtc.muc.internal.handshake;

/**
 * The TCP connection of a WebSocket, if the server exposes it. Any thread may call its methods; none blocks or throws.
 */
public interface RawConnection {

    /** {@return whether the connection is open, according to the server} */
    boolean isOpen();

    /** Closes the connection at once, without waiting for the client. */
    void cut();
}
