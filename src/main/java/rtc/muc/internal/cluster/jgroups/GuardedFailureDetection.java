package rtc.muc.internal.cluster.jgroups;

import org.jgroups.Address;
import org.jgroups.blocks.cs.NioServer;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_SOCK2;
import org.jspecify.annotations.Nullable;

/**
 * The protocol FD_SOCK2 of JGroups, restricted to reading messages that FD_SOCK2 sends. Nothing on its port is
 * encrypted: nodes send each other their addresses and the name of the cluster, and notice when the connection ends.
 * Public because JGroups creates the protocol from a configuration.
 */
public final class GuardedFailureDetection extends FD_SOCK2 {

    /** The maximum size of a message. Messages contain addresses and the name of the cluster. */
    private static final int MOST_BYTES = 1 << 13;

    private volatile @Nullable FrameGuard guard;

    /** Creates a protocol that cannot start before its guard is set. */
    public GuardedFailureDetection() {
        this.id = ClassConfigurator.getProtocolId(FD_SOCK2.class);
    }

    /** {@return the name in configurations and logs} */
    @Override
    public String getName() {
        return FD_SOCK2.class.getSimpleName();
    }

    /** Sets the guard, which checks the messages. */
    void guard(FrameGuard check) {
        guard = check;
    }

    @Override
    protected NioServer createServer(int[] ports) {
        NioServer server = super.createServer(ports);
        server.setMaxLength(MOST_BYTES).log(guard().limited(log));
        return server;
    }

    @Override
    public void receive(Address sender, byte[] message, int offset, int length) {
        if (guard().acceptsEmptyMessage(sender, message, offset, length)) {
            super.receive(sender, message, offset, length);
        } else {
            srv.closeConnection(sender);
        }
    }

    private FrameGuard guard() {
        FrameGuard set = guard;
        if (set == null) {
            throw new IllegalStateException("Nothing checks what this failure detection receives");
        }
        return set;
    }
}
