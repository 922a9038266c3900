package rtc.muc.internal.handshake;

/**
 * The TCP connection of a WebSocket, if the server exposes it. Any thread may call its methods; none blocks or throws.
 */
public interface RawConnection {

    /** {@return whether it is open, according to the server} */
    boolean isOpen();

    /** Ends the connection at once, without waiting for the client. */
    void cut();
}
