package rtc.muc.internal.handshake;

/**
 * The connection under a WebSocket, as far as a server shows it. Any thread may call its methods; none blocks or throws.
 */
public interface RawConnection {

    /** {@return whether it is open, as far as the server knows} */
    boolean isOpen();

    /** Ends the connection at once, whatever the client does. */
    void cut();
}
