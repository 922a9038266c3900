package rtc.muc.internal.container.payara;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import rtc.muc.internal.handshake.RawConnection;

/**
 * A TCP connection of Grizzly, which Tyrus uses on Payara. Any thread may call its methods; none blocks.
 *
 * @param connection an {@code org.glassfish.grizzly.nio.NIOConnection}
 */
record GrizzlyConnection(ReflectiveObject connection) implements RawConnection {

    private static final System.Logger LOG = System.getLogger(GrizzlyConnection.class.getName());

    /**
     * Limits the write queue on the heap. By default, the queue stores four times the socket's send buffer, 10 MB on
     * loopback, and everything in it is considered sent. Above the limit, sends do not complete, so the outbox detects
     * a peer that does not read.
     *
     * @param bytes the maximum size of the queue; one message of any size always fits
     */
    void boundWrites(int bytes) throws ReflectiveOperationException {
        connection.call("setMaxAsyncWriteQueueSize", bytes);
    }

    /** Checks the channel, which Grizzly closes with the connection. */
    @Override
    public boolean isOpen() {
        try {
            return !(connection.ask("getChannel").object() instanceof SocketChannel channel) || channel.isOpen();
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            return true;
        }
    }

    /**
     * Resets the connection, so that the operating system drops unsent data too. Closing the session would wait until
     * the peer reads.
     */
    @Override
    public void cut() {
        try {
            resetOnClose();
            connection.call("terminateSilently");
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            LOG.log(Level.DEBUG, "A connection could not be cut and stays open until its peer closes it", notAsKnown);
        }
    }

    /** Only logs failures, because closing the connection without a reset is better than leaving it open. */
    private void resetOnClose() {
        try {
            if (connection.has("getChannel")
                    && connection.ask("getChannel").object() instanceof SocketChannel channel) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException | ReflectiveOperationException | RuntimeException unavailable) {
            LOG.log(Level.DEBUG, "A connection is cut without a reset", unavailable);
        }
    }
}
