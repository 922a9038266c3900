package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
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

    /** The addresses of all nodes seen so far, by their text form. */
    private final ConcurrentMap<String, Address> nodes = new ConcurrentHashMap<>();

    JGroupsChannel(JChannel channel) {
        this.channel = channel;
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
        NodeChannel channel = new JGroupsChannel(ServerChannel.open(rules));
        return rules.key().isSet() ? new SealedChannel(channel, Seal.of(rules), logs) : channel;
    }

    @Override
    public String self() {
        return text(channel.getAddress());
    }

    @Override
    public String name() {
        String name = channel.getName();
        return name == null ? channel.getAddress().toString() : name;
    }

    @Override
    public void listen(Listener listener) {
        channel.setReceiver(new Receiver() {
            @Override
            public void receive(Message message) {
                byte[] bytes = bytes(message);
                if (bytes != null) {
                    listener.received(known(message.getSrc()), bytes);
                }
            }

            @Override
            public void viewAccepted(View view) {
                take(view, listener);
            }
        });
        take(channel.getView(), listener);
    }

    @Override
    public void send(String node, byte[] message) throws IOException {
        Address address = nodes.get(node);
        if (address == null) {
            throw new IOException("There is no address of node " + node);
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
        channel.close();
    }

    private void take(View view, Listener listener) {
        Set<String> members = new TreeSet<>();
        for (Address member : view.getMembers()) {
            members.add(known(member));
        }
        LOG.log(
                Level.INFO,
                "Nodes of the cluster: {0}",
                Printable.of(view.getMembers().toString()));
        listener.view(view.getViewId().getId(), members);
    }

    private String known(Address address) {
        String text = text(address);
        nodes.putIfAbsent(text, address);
        return text;
    }

    /** {@return the full address as text, because the name that JGroups prints is not unique among nodes} */
    private static String text(Address address) {
        return address instanceof UUID unique ? unique.toStringLong() : address.toString();
    }

    private static byte @Nullable [] bytes(Message message) {
        return message.hasArray()
                ? Arrays.copyOfRange(message.getArray(), message.getOffset(), message.getOffset() + message.getLength())
                : null;
    }
}
