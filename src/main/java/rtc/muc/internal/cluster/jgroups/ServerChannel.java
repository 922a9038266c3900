package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jgroups.JChannel;
import org.jspecify.annotations.Nullable;

/** Finds WildFly's channel. */
final class ServerChannel {

    private static final System.Logger LOG = System.getLogger(ServerChannel.class.getName());

    private static final String NAME = "java:jboss/jgroups/channel/default";

    /** How long to wait for the channel. WildFly starts it for the application, at the same time as the application. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private ServerChannel() {}

    /**
     * {@return the server's channel, which is connected}
     *
     * @throws IOException if the server has no connected channel; the message states how to provide one
     */
    static JChannel await() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JChannel found = find();
        while (found == null
                && System.nanoTime() - end < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            found = find();
        }
        if (found == null) {
            throw new IOException(
                    "Setting muc.cluster is on, but the server has no connected channel to other nodes at " + NAME
                            + ". On WildFly, apply wildfly-config/cluster.cli and reload. If that was done, the log contains the"
                            + " reason, such as another muc.cluster-key or a port in use. Otherwise set muc.cluster-members or"
                            + " muc.cluster-config");
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
