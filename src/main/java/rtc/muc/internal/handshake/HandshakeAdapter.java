package rtc.muc.internal.handshake;

/** Prepares handshakes that have passed all checks for the upgrade by one server. Does nothing on others. Thread-safe. */
@FunctionalInterface
public interface HandshakeAdapter {

    /** Stores what this server needs in a handshake. Does not block, and never fails because of a client. */
    void adapt(Handshake handshake);
}
