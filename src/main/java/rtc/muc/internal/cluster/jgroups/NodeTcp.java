package rtc.muc.internal.cluster.jgroups;

import java.io.DataInput;
import java.net.InetSocketAddress;
import org.jgroups.Address;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.BaseBundler;
import org.jgroups.protocols.TCP;
import org.jgroups.stack.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * The protocol TCP of JGroups. A node that does not answer delays only the messages to itself, and with a guard, a
 * connection is closed if a frame arrives on it that no node of this cluster sends. Public because JGroups creates the
 * protocol from a configuration.
 */
public final class NodeTcp extends TCP {

    /**
     * The maximum size of a frame. JGroups splits messages into parts of 60 000 bytes, and sends lists of up to 64 000
     * bytes.
     */
    static final int MOST_BYTES = 1 << 20;

    private volatile @Nullable FrameGuard guard;

    /** Creates a protocol without a guard. */
    public NodeTcp() {
        this.id = ClassConfigurator.getProtocolId(TCP.class);
    }

    /** {@return the name in configurations and logs} */
    @Override
    public String getName() {
        return TCP.class.getSimpleName();
    }

    /** Sets the guard, which checks the frames. Called before the protocol starts. */
    void guard(FrameGuard check) {
        guard = check;
    }

    /**
     * Makes JGroups send to each node on a separate thread. Otherwise all messages wait while a connection to one node
     * is being opened. Messages that JGroups sends to all nodes at once are still sent to one node after the other.
     */
    @Override
    public void init() throws Exception {
        super.init();
        if (getBundler() instanceof BaseBundler sender) {
            sender.useSingleSenderThread(false);
        }
    }

    /** Also ends the sender threads that were started for messages after JGroups had stopped the earlier ones. */
    @Override
    public void destroy() {
        super.destroy();
        getBundler().stop();
    }

    /**
     * {@return the address that this node announces to the others} JGroups drops messages that other nodes send to any
     * other address. Behind a network address translation, external_addr must therefore be set to the address that the
     * others connect to.
     */
    InetSocketAddress address() {
        IpAddress announced = (IpAddress) getPhysicalAddress();
        return new InetSocketAddress(announced.getIpAddress(), announced.getPort());
    }

    /** Closes the port, which JGroups does not do if another protocol failed to start: it only stops what it started. */
    void closePort() {
        if (srv == null) {
            return;
        }
        try {
            srv.start();
        } catch (Exception failed) {
            log.debug("the server socket was not started", failed);
        } finally {
            srv.stop();
        }
    }

    @Override
    public void start() throws Exception {
        super.start();
        FrameGuard set = guard;
        if (set != null) {
            srv.log(set.limited(log));
        }
    }

    @Override
    public void receive(Address sender, DataInput in, int length) throws Exception {
        FrameGuard set = guard;
        if (set == null) {
            super.receive(sender, in, length);
        } else {
            super.receive(sender, set.read(sender, in, length, max_length), 0, length);
        }
    }
}
