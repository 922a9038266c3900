package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.util.NameCache;
import org.jgroups.util.UUID;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.cluster.node.ClusterRules;
import rtc.muc.internal.cluster.node.NodeChannel;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.protocol.Printable;

/** A connected channel of JGroups. */
public final class JGroupsChannel implements NodeChannel {

    private static final System.Logger LOG = System.getLogger(JGroupsChannel.class.getName());

    private final JChannel channel;
    private final Runnable closing;

    /** Stored, because a channel that is closed has neither. */
    private final String self;

    private final String name;

    /** @param channel a connected channel, which is closed with this object */
    JGroupsChannel(JChannel channel) {
        this(channel, channel.getAddress(), channel::close);
    }

    private JGroupsChannel(JChannel channel, Address address, Runnable closing) {
        this.channel = channel;
        this.closing = closing;
        this.self = text(address);
        String given = channel.getName();
        this.name = given == null ? address.toString() : given;
    }

    /**
     * Opens the application's own channel if one is configured, or else a fork of the server's channel.
     *
     * @throws IOException if the channel cannot be opened; the message states the reason and, if the server has no
     *     channel, how to provide one
     */
    public static NodeChannel open(ClusterRules rules, LimitedLogs logs) throws IOException {
        if (rules.own().isWanted()) {
            return new JGroupsChannel(OwnChannel.open(rules, logs));
        }
        return onServer(ServerChannel.find(), rules, logs);
    }

    /**
     * Opens a fork of a server's channel.
     *
     * @param server a connected channel
     * @throws IOException if the channel cannot be used; the message states the reason
     */
    static NodeChannel onServer(JChannel server, ClusterRules rules, LimitedLogs logs) throws IOException {
        ServerFork fork = ServerFork.open(server, rules);
        Address address = fork.channel().getAddress();
        if (address == null) {
            fork.close();
            throw new IOException("The server has disconnected its channel to the other nodes");
        }
        Protection.log(server, rules);
        NodeChannel channel = new JGroupsChannel(fork.channel(), address, fork::close);
        return rules.key().isSet() ? new SealedChannel(channel, Seal.of(rules), logs) : channel;
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String nameOf(String node) {
        Address address = address(node);
        String known = address == null ? null : NameCache.get(address);
        return Printable.of(known == null ? node : known);
    }

    @Override
    public void listen(Listener listener) {
        channel.setReceiver(new Receiver() {
            @Override
            public void receive(Message message) {
                listener.received(text(message.getSrc()), bytes(message));
            }

            @Override
            public void viewAccepted(View view) {
                take(view, listener);
            }
        });
        View view = channel.getView();
        if (view != null) {
            take(view, listener);
        }
    }

    @Override
    public void send(String node, byte[] message) throws IOException {
        if (!channel.isConnected()) {
            throw new ClosedChannelException();
        }
        Address address = address(node);
        if (address == null) {
            throw new IOException("its address is forged");
        }
        try {
            channel.send(new BytesMessage(address, message));
        } catch (Exception failed) {
            throw new IOException("JGroups does not send: " + failed.getMessage(), failed);
        }
    }

    @Override
    public long rejected() {
        SealProtocol seal = channel.getProtocolStack().findProtocol(SealProtocol.class);
        return seal == null ? 0 : seal.rejected();
    }

    @Override
    public void close() {
        closing.run();
        channel.setReceiver(null);
    }

    private void take(View view, Listener listener) {
        Set<String> members =
                view.getMembers().stream().map(JGroupsChannel::text).collect(Collectors.toCollection(TreeSet::new));
        LOG.log(
                Level.INFO,
                "Nodes of the cluster: {0}",
                Printable.of(view.getMembers().toString()));
        listener.view(view.getViewId().getId(), members);
    }

    /** {@return the full address as text, because the name that JGroups prints is not unique among nodes} */
    private static String text(Address address) {
        return address instanceof UUID unique ? unique.toStringLong() : address.toString();
    }

    /** {@return the address that {@link #text} has written; null if it was forged, because all channels use UUIDs} */
    private static @Nullable Address address(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException forged) {
            return null;
        }
    }

    /** {@return the bytes of a message, none if it has other content, which no node sends} */
    private static byte[] bytes(Message message) {
        return message.hasArray()
                ? Arrays.copyOfRange(message.getArray(), message.getOffset(), message.getOffset() + message.getLength())
                : new byte[0];
    }
}
