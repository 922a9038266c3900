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
 * JGroups' TCP, which reads only frames of the form that nodes of this cluster send. A connection on which another frame
 * arrives is closed. Public because JGroups makes it, from a configuration.
 */
public final class GuardedTcp extends TCP {

    /** The longest frame. JGroups sends messages in parts of 60 000 bytes, and lists of messages of 64 000 bytes. */
    static final int MOST_BYTES = 1 << 20;

    private volatile @Nullable FrameGuard guard;

    /** Makes one that cannot start before it has a guard. */
    public GuardedTcp() {
        this.id = ClassConfigurator.getProtocolId(TCP.class);
    }

    /** {@return the name in configurations and logs} */
    @Override
    public String getName() {
        return TCP.class.getSimpleName();
    }

    /** Sets what checks the frames. */
    void guard(FrameGuard check) {
        guard = check;
    }

    /**
     * Makes JGroups send to each node on a thread of its own, before it starts: a node that does not answer delays only what
     * is sent to itself. What JGroups sends to all nodes at once still goes from one to the next.
     */
    void sendToEachNodeOnItsOwn() {
        if (getBundler() instanceof BaseBundler sender) {
            sender.useSingleSenderThread(false);
        }
        useLockToSend(true);
    }

    /** Ends the threads of messages that came after JGroups had stopped those that send. */
    @Override
    public void destroy() {
        super.destroy();
        getBundler().stop();
    }

    /**
     * {@return the address that it announces to the others. JGroups drops what other nodes send to any other address,
     * so an address that others see in front of a network address translation has to be set: external_addr}
     */
    InetSocketAddress address() {
        IpAddress announced = (IpAddress) getPhysicalAddress();
        return new InetSocketAddress(announced.getIpAddress(), announced.getPort());
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
