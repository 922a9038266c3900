package rtc.muc.internal.handshake;

/**
 * Prepares handshakes for the upgrade on one kind of server, after all checks. Does nothing on other servers.
 * Thread-safe.
 */
@FunctionalInterface
public interface HandshakeAdapter {

    /** Adds to a handshake what the server needs. Does not block, and does not fail because of what a client sends. */
    void adapt(Handshake handshake);
}
