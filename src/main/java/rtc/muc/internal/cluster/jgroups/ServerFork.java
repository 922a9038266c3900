package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jgroups.ChannelListener;
import org.jgroups.JChannel;
import org.jgroups.fork.ForkChannel;
import org.jgroups.fork.ForkProtocolStack;
import rtc.muc.internal.cluster.node.ClusterRules;

/**
 * A fork of the server's channel, which other applications may use at the same time, until this object is closed or the
 * server disconnects its channel. Afterwards nothing that the server retains refers to the fork. Otherwise the server's
 * channel would retain the class loader of each undeployed application.
 */
final class ServerFork implements ChannelListener, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ServerFork.class.getName());

    private static final String STACK = "muc";
    private static final String SHARED =
            ". Another application on this server has the same muc.cluster-name, %s: set another one for this application";

    private final JChannel server;
    private final ForkChannel fork;
    private final String id;
    private final AtomicBoolean released = new AtomicBoolean();

    private ServerFork(JChannel server, String id) throws Exception {
        this.server = server;
        this.fork = new ForkChannel(server, STACK, id);
        this.id = id;
    }

    /**
     * Opens and connects a fork.
     *
     * @param server a connected channel
     * @throws IOException if the channel cannot be used; the message states the reason
     */
    static ServerFork open(JChannel server, ClusterRules rules) throws IOException {
        try {
            ServerFork opened = new ServerFork(server, rules.name());
            opened.connect();
            return opened;
        } catch (Exception failed) {
            String reason = String.valueOf(failed.getMessage());
            throw new IOException(
                    "The server's channel to the other nodes cannot be used: " + reason
                            + (reason.contains("is already present") ? SHARED.formatted(rules.name()) : ""),
                    failed);
        }
    }

    /** {@return the fork} */
    JChannel channel() {
        return fork;
    }

    @Override
    public void channelConnected(JChannel channel) {}

    @Override
    public void channelDisconnected(JChannel channel) {
        lose();
    }

    @Override
    public void channelClosed(JChannel channel) {
        lose();
    }

    /** Closes the fork; the server's channel remains open. */
    @Override
    public void close() {
        release();
    }

    private void connect() throws Exception {
        boolean connected = false;
        try {
            fork.connect(id);
            server.addChannelListener(this);
            if (!server.isConnected()) {
                throw new IOException("the server has disconnected it");
            }
            connected = true;
        } finally {
            if (!connected) {
                release();
            }
        }
    }

    /** A channel that the server connects again has another address, which the running sessions do not have. */
    private void lose() {
        if (release()) {
            LOG.log(
                    Level.WARNING,
                    "The server has disconnected its channel to the other nodes, so rooms span only this node from now on."
                            + " If the server continues to run, redeploy the application as soon as the channel is back");
        }
    }

    /** {@return false if the fork was released before} */
    private boolean release() {
        if (!released.compareAndSet(false, true)) {
            return false;
        }
        try {
            leaveStack();
        } finally {
            server.removeChannelListener(this);
            server.removeChannelListener(fork);
            fork.setReceiver(null);
        }
        return true;
    }

    /** Does not close a fork that could not enter the stack, because that would remove another fork with its id. */
    private void leaveStack() {
        ForkProtocolStack stack = (ForkProtocolStack) fork.getProtocolStack();
        if (stack.get(id) == fork) {
            fork.close();
        } else {
            stack.destroy();
        }
    }
}
