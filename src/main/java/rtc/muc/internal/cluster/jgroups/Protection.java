package rtc.muc.internal.cluster.jgroups;

import java.lang.System.Logger.Level;
import java.net.InetAddress;
import org.jgroups.JChannel;
import org.jgroups.protocols.Encrypt;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.cluster.node.ClusterRules;

/**
 * A log line that states how the messages between nodes are protected.
 *
 * @param level the level of the line
 * @param words the text of the line
 */
record Protection(Level level, String words) {

    private static final System.Logger LOG = System.getLogger(Protection.class.getName());

    /** Logs the protection of an open channel. */
    static void log(JChannel channel, ClusterRules rules) {
        boolean encrypted = channel.getProtocolStack().findProtocol(Encrypt.class) != null;
        Protection found = of(
                rules.key().isSet(),
                !rules.own().isWanted(),
                encrypted,
                channel.getProtocolStack().getTransport().getBindAddress());
        LOG.log(found.level, found.words);
    }

    /**
     * {@return the protection of a channel}
     *
     * @param key whether there is a muc.cluster-key
     * @param shared whether the channel is the server's, which other applications use too
     * @param encrypted whether the configuration of JGroups includes encryption
     * @param address where the channel listens; null if JGroups does not provide it
     */
    static Protection of(boolean key, boolean shared, boolean encrypted, @Nullable InetAddress address) {
        if (key) {
            return new Protection(
                    Level.INFO,
                    shared
                            ? "This application's messages between nodes are encrypted and authenticated with muc.cluster-key;"
                                    + " other messages on the server's channel are not"
                            : "Messages between nodes are encrypted and authenticated with muc.cluster-key");
        }
        if (encrypted) {
            return new Protection(
                    Level.INFO,
                    "Messages between nodes are encrypted by the configuration of JGroups, without muc.cluster-key");
        }
        if (address != null && address.isLoopbackAddress()) {
            return new Protection(
                    Level.INFO,
                    "Messages between nodes are neither encrypted nor authenticated; the channel listens on loopback only");
        }
        return new Protection(
                Level.WARNING,
                "Messages between nodes are neither encrypted nor authenticated, and the channel listens on "
                        + (address == null ? "an unknown address" : address.getHostAddress())
                        + ": anybody who can connect to it can read all events and forge peers. Set muc.cluster-key to the same"
                        + " secret on all nodes");
    }
}
