package rtc.muc.internal.container.payara;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import rtc.muc.internal.handshake.RawConnection;

/**
 * A connection of Grizzly, which lies under Tyrus. Any thread may call its methods; none blocks.
 *
 * @param connection an {@code org.glassfish.grizzly.nio.NIOConnection}
 */
record GrizzlyConnection(ReflectiveObject connection) implements RawConnection {

    private static final System.Logger LOG = System.getLogger(GrizzlyConnection.class.getName());

    /**
     * Bounds what waits on the heap for the socket to take it. By default it is four times the socket's send buffer, 10
     * MB on loopback, and all of it counts as sent. Over the bound sends take their time, and so our outbox sees a peer
     * that does not read.
     *
     * @param bytes how much may wait; one message of any size always does
     */
    void boundWrites(int bytes) throws ReflectiveOperationException {
        connection.call("setMaxAsyncWriteQueueSize", bytes);
    }

    /** Asks the channel, which Grizzly closes with its connection. */
    @Override
    public boolean isOpen() {
        try {
            return !(connection.ask("getChannel").object() instanceof SocketChannel channel) || channel.isOpen();
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            return true;
        }
    }

    /**
     * Ends the connection at once and by a reset, so that the system too forgets what waits for the peer. Closing the
     * session would wait for the peer to read first.
     */
    @Override
    public void cut() {
        try {
            resetOnClose();
            connection.call("terminateSilently");
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            LOG.log(Level.DEBUG, "A connection could not be cut off, and stays until its peer goes", notAsKnown);
        }
    }

    /** Without the reset the cut is still worth making. */
    private void resetOnClose() {
        try {
            if (connection.has("getChannel")
                    && connection.ask("getChannel").object() instanceof SocketChannel channel) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException | ReflectiveOperationException | RuntimeException notToBeHad) {
            LOG.log(Level.DEBUG, "A connection is cut off without a reset", notToBeHad);
        }
    }
}
