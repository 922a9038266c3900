package rtc.muc.internal.cluster.jgroups;

import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.TP;
import org.jgroups.stack.Protocol;
import org.jgroups.stack.ProtocolStack;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.cluster.node.ClusterRules;
import rtc.muc.internal.limits.LimitedLogs;

/** Protects a channel that the application opens itself, before the channel connects. */
final class ChannelGuards {

    private static final System.Logger LOG = System.getLogger(ChannelGuards.class.getName());

    /**
     * The maximum frame size if the configuration sets none. It is large because the configuration may lack the
     * protocol that sends long messages in parts.
     */
    private static final int MOST_BYTES_CONFIGURED = 1 << 24;

    private ChannelGuards() {}

    /**
     * Adds checks of the incoming data and, if there is a key, encryption and authentication. Without a key, the data of a
     * configured channel is not checked, because its form depends on the configured protocols.
     *
     * @param patience how long the other side of a connection may take to prove that it has the key, if there is a key
     */
    static void add(ProtocolStack stack, ClusterRules rules, Duration patience, LimitedLogs logs) {
        TP transport = stack.getTransport();
        @Nullable Seal seal = rules.key().isSet() ? Seal.of(rules) : null;
        boolean guarded = seal != null || rules.own().configuration().isEmpty();
        if (transport instanceof NodeTcp tcp && guarded) {
            if (tcp.getMaxLength() <= 0) {
                tcp.setMaxLength(MOST_BYTES_CONFIGURED);
            }
            tcp.guard(new FrameGuard(
                    seal == null
                            ? FrameRules.plain(transport, stack.getProtocols(), rules.queueBytes())
                            : FrameRules.sealed(transport),
                    logs));
        } else if (seal != null) {
            LOG.log(
                    Level.WARNING,
                    "The configuration in muc.cluster-config uses the transport {0}. JGroups reads what arrives there before"
                            + " muc.cluster-key is checked, so whoever reaches its port can attack this server. Use TCP, or"
                            + " let only the other nodes reach the port",
                    transport.getName());
        }
        if (stack.findProtocol(FD_SOCK2.class) instanceof GuardedFailureDetection detection) {
            detection.guard(new FrameGuard(FrameRules.failureDetection(detection), logs));
        }
        if (seal != null) {
            if (transport instanceof NodeTcp tcp) {
                authenticate(tcp, new KeyedSocketFactory(new KeyChallenge(seal, patience), tcp::address, logs));
            }
            seal(stack, transport, seal, logs);
        }
    }

    private static void authenticate(NodeTcp tcp, KeyedSocketFactory sockets) {
        tcp.setSocketFactory(sockets);
        if (tcp.tls().enabled()) {
            LOG.log(
                    Level.WARNING,
                    "The configuration in muc.cluster-config uses TLS, so connections do not begin with a proof of"
                            + " muc.cluster-key. Have TLS require certificates of clients: tls.client_auth=\"NEED\"");
        }
    }

    private static void seal(ProtocolStack stack, TP transport, Seal seal, LimitedLogs logs) {
        Protocol protocol = new SealProtocol(seal, logs);
        protocol.setProtocolStack(stack);
        stack.insertProtocolInStack(protocol, transport, ProtocolStack.Position.ABOVE);
    }
}
