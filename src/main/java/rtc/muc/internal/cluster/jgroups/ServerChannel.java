package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jgroups.JChannel;

/** Finds WildFly's channel, which WildFly has connected before it starts the application. */
final class ServerChannel {

    private static final String NAME = "java:jboss/jgroups/channel/default";

    private ServerChannel() {}

    /**
     * {@return the server's channel, which is connected}
     *
     * @throws IOException if the server has no connected channel; the message states how to provide one
     */
    @SuppressWarnings("BanJNDI") // The name is a constant, and only the server binds it.
    static JChannel find() throws IOException {
        try {
            if (new InitialContext().lookup(NAME) instanceof JChannel channel && channel.isConnected()) {
                return channel;
            }
            throw new IOException(missing());
        } catch (NamingException none) {
            throw new IOException(missing(), none);
        }
    }

    private static String missing() {
        return "Setting muc.cluster is on, but the server has no connected channel to other nodes at " + NAME
                + ". On WildFly, apply wildfly-config/cluster.cli and reload. Otherwise set muc.cluster-members or"
                + " muc.cluster-config";
    }
}
