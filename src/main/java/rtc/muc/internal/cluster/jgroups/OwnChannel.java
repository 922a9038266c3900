package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jgroups.JChannel;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.NAKACK4;
import org.jgroups.protocols.UNICAST4;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.stack.Protocol;
import rtc.muc.internal.cluster.node.ClusterMember;
import rtc.muc.internal.cluster.node.ClusterRules;
import rtc.muc.internal.limits.LimitedLogs;

/** Opens the application's own channel, from a JGroups configuration or over TCP between the configured members. */
final class OwnChannel {

    /** The offset of the failure detection's port from the channel's port. */
    static final int FAILURE_PORT = 100;

    private OwnChannel() {}

    /**
     * Opens and connects the channel.
     *
     * @throws IOException if that fails; the message names the settings
     */
    static JChannel open(ClusterRules rules, LimitedLogs logs) throws IOException {
        return open(rules, KeyChallenge.PATIENCE, logs);
    }

    /**
     * Opens and connects the channel.
     *
     * @param patience how long the other side of a connection may take to prove that it has the key, if there is a key
     * @throws IOException if that fails; the message names the settings
     */
    static JChannel open(ClusterRules rules, Duration patience, LimitedLogs logs) throws IOException {
        return open(rules, HostNames.OF_SYSTEM, patience, logs);
    }

    /**
     * Opens and connects the channel.
     *
     * @param names looks up the members
     * @param patience how long the other side of a connection may take to prove that it has the key, if there is a key
     * @throws IOException if that fails; the message names the settings
     */
    static JChannel open(ClusterRules rules, HostNames names, Duration patience, LimitedLogs logs) throws IOException {
        ClusterRules.OwnChannel own = rules.own();
        JChannel channel = null;
        try {
            channel = create(own, names, rules.key().isSet());
            ChannelGuards.add(channel.getProtocolStack(), rules, patience, logs);
            name(channel);
            channel.setDiscardOwnMessages(true).connect(rules.name());
            Protection.log(channel, rules);
            return channel;
        } catch (Exception failed) {
            String reason = String.valueOf(failed.getMessage());
            if (channel != null) {
                InetAddress address = channel.getProtocolStack().getTransport().getBindAddress();
                end(channel);
                String ports = own.configuration().isEmpty() ? ClosedPorts.explain(address, own.port()) : "";
                reason = ports.isEmpty() ? reason : ports;
            }
            String how = own.configuration().isEmpty()
                    ? "muc.cluster-bind-address %s, muc.cluster-port %d".formatted(own.bindAddress(), own.port())
                    : "muc.cluster-config " + own.configuration();
            throw new IOException(
                    "The channel to the other nodes cannot be opened (%s): %s".formatted(how, reason), failed);
        }
    }

    /** Names this node after the server, if the server has a name; otherwise JGroups names it after the machine. */
    private static void name(JChannel channel) {
        String server = System.getProperty("jboss.node.name", "");
        if (!server.isBlank()) {
            channel.setName(server.strip());
        }
    }

    /** Closes a channel of which only some protocols may have started, in which case JGroups keeps the port open. */
    private static void end(JChannel channel) {
        if (!channel.isConnected() && channel.getProtocolStack().getTransport() instanceof NodeTcp tcp) {
            tcp.closePort();
        }
        channel.close();
    }

    /**
     * {@return a channel that is not connected} A channel from a configuration is guarded only if there is a key:
     * without a key, its messages depend on the configured protocols, so they cannot be checked.
     */
    private static JChannel create(ClusterRules.OwnChannel own, HostNames names, boolean key) throws Exception {
        if (own.configuration().isEmpty()) {
            return new JChannel(stack(own, names));
        }
        return new JChannel(OwnConfiguration.of(own.configuration(), key));
    }

    private static List<Protocol> stack(ClusterRules.OwnChannel own, HostNames names) throws IOException {
        InetAddress address = BindAddress.of(own.bindAddress());
        NodeTcp tcp = new NodeTcp();
        tcp.setBindAddress(address);
        tcp.setBindPort(own.port());
        tcp.setPortRange(0);
        tcp.setSockConnTimeout(1000);
        tcp.setMaxLength(NodeTcp.MOST_BYTES);
        tcp.disableDiagnostics();
        MemberDiscovery discovery = new MemberDiscovery(members(own, address, names));
        discovery.setPortRange(0);
        return List.of(
                tcp,
                discovery,
                new MERGE3().setMinInterval(1000).setMaxInterval(3000),
                new GuardedFailureDetection()
                        .setBindAddress(address)
                        .setOffset(FAILURE_PORT)
                        .setPortRange(0),
                new FD_ALL3().setInterval(3000).setTimeout(10_000),
                new VERIFY_SUSPECT2().setTimeout(1000),
                new NAKACK4(),
                new UNICAST4(),
                new GMS().printLocalAddress(false),
                new FRAG4());
    }

    private static List<MemberLookup> members(ClusterRules.OwnChannel own, InetAddress address, HostNames names)
            throws IOException {
        List<MemberLookup> members = new ArrayList<>();
        for (ClusterMember member : own.members()) {
            MemberLookup lookup = new MemberLookup(member, own, address, names);
            lookup.first();
            members.add(lookup);
        }
        return members;
    }
}
