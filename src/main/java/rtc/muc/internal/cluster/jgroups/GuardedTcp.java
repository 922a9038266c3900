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
 * The protocol TCP of JGroups, restricted to reading frames of the form that nodes of this cluster send. A connection
 * on which any other frame arrives is closed. Public because JGroups creates the protocol from a configuration.
 */
public final class GuardedTcp extends TCP {

    /**
     * The maximum size of a frame. JGroups splits messages into parts of 60 000 bytes, and sends lists of up to 64 000
     * bytes.
     */
    static final int MOST_BYTES = 1 << 20;

    private volatile @Nullable FrameGuard guard;

    /** Creates a protocol that cannot start before its guard is set. */
    public GuardedTcp() {
        this.id = ClassConfigurator.getProtocolId(TCP.class);
    }

    /** {@return the name in configurations and logs} */
    @Override
    public String getName() {
        return TCP.class.getSimpleName();
    }

    /** Sets the guard, which checks the frames. */
    void guard(FrameGuard check) {
        guard = check;
    }

    /**
     * Makes JGroups send to each node on a separate thread, so that a node that does not answer delays only the
     * messages to itself. Messages that JGroups sends to all nodes at once are still sent to one node after the other.
     * Called before the protocol starts.
     */
    void sendToEachNodeOnItsOwn() {
        if (getBundler() instanceof BaseBundler sender) {
            sender.useSingleSenderThread(false);
        }
        useLockToSend(true);
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
        srv.log(guard().limited(log));
    }

    @Override
    public void receive(Address sender, DataInput in, int length) throws Exception {
        byte[] frame = guard().read(sender, in, length, max_length);
        super.receive(sender, frame, 0, length);
    }

    private FrameGuard guard() {
        FrameGuard set = guard;
        if (set == null) {
            throw new IllegalStateException("Nothing checks what this transport receives");
        }
        return set;
    }
}
