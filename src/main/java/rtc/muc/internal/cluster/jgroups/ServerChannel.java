package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jgroups.JChannel;
import org.jgroups.fork.ForkChannel;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.cluster.node.ClusterRules;

/** Opens a fork of WildFly's channel, which other applications may use at the same time. */
final class ServerChannel {

    private static final System.Logger LOG = System.getLogger(ServerChannel.class.getName());

    private static final String NAME = "java:jboss/jgroups/channel/default";

    /** How long to wait for the channel. WildFly starts it for the application, at the same time as the application. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final String SHARED =
            ". Another application on this server has the same muc.cluster-name, %s: set another one for this application";

    private ServerChannel() {}

    /**
     * Opens and connects a fork.
     *
     * @throws IOException if the server has no channel, or its channel cannot be used; the message states the reason
     *     and, if there is no channel, how to provide one
     */
    static JChannel open(ClusterRules rules) throws IOException {
        return fork(await(), rules);
    }

    /**
     * Connects a fork of this channel.
     *
     * @throws IOException if the channel cannot be used; the message states the reason
     */
    static JChannel fork(JChannel server, ClusterRules rules) throws IOException {
        try {
            JChannel channel = new ForkChannel(server, "muc", rules.name()).connect(rules.name());
            Protection.log(server, rules);
            return channel;
        } catch (Exception failed) {
            String reason = String.valueOf(failed.getMessage());
            throw new IOException(
                    "The server's channel to the other nodes cannot be used: " + reason
                            + (reason.contains("is already present") ? SHARED.formatted(rules.name()) : ""),
                    failed);
        }
    }

    private static JChannel await() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JChannel found = find();
        while (found == null
                && System.nanoTime() - end < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            found = find();
        }
        if (found == null) {
            throw new IOException("Setting muc.cluster is on, but the server has no channel to other nodes at " + NAME
                    + ". On WildFly apply wildfly-config/cluster.cli. Elsewhere name the nodes in muc.cluster-members,"
                    + " or a JGroups configuration in muc.cluster-config");
        }
        return found;
    }

    /** {@return the server's channel, null while there is none or it is not connected} */
    @SuppressWarnings("BanJNDI") // The name is a constant, and only the server binds it.
    private static @Nullable JChannel find() {
        try {
            Object bound = new InitialContext().lookup(NAME);
            return bound instanceof JChannel channel && channel.isConnected() ? channel : null;
        } catch (NamingException notYet) {
            LOG.log(Level.TRACE, "The server has no channel yet", notYet);
            return null;
        }
    }
}
