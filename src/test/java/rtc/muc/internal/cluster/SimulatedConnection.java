package rtc.muc.internal.cluster;

import rtc.muc.EndReason;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.room.Peer;

/** A client's connection to its node. */
interface SimulatedConnection {

    Peer peer();

    SimulatedServer server();

    /** {@return whether the client can resume} */
    boolean resumes();

    /** {@return whether no message waits for the client} */
    boolean isIdle();

    /** {@return whether the node has closed the connection because the client sent {@code leave}} */
    boolean hasLeft();

    /** Interrupts the connection for a while. */
    void stall(long time);

    /** Sends a message from the client to the node. */
    default void say(ClientMessage message) {
        say(message, () -> {});
    }

    /**
     * Sends a message from the client to the node.
     *
     * @param onTaken called when the node handles the message, or earlier if it will handle the message in any case
     */
    void say(ClientMessage message, Runnable onTaken);

    /** Cuts the connection without closing it; the node notices after a while. */
    void vanish();

    /** Lets the node end the peer. */
    default void kick() {
        server().run(() -> peer().end(EndReason.REMOVED));
    }

    /** Notifies the client that its peer has left its room. */
    default void peerLeft(EndReason why) {}
}
