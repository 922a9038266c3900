package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.util.Set;
import rtc.muc.internal.cluster.node.NodeChannel;

/**
 * Makes a node one of another version of this server: changes the version in each message that the node sends, and
 * changes it back in each message that arrives. So nodes with this channel understand each other, but no other nodes.
 */
record OtherVersionChannel(NodeChannel channel) implements NodeChannel {

    /** The place of the version, after the mark of two bytes. */
    private static final int VERSION = 2;

    private static final int CHANGE = 0x40;

    @Override
    public String self() {
        return channel.self();
    }

    @Override
    public String name() {
        return channel.name();
    }

    @Override
    public void listen(Listener listener) {
        channel.listen(new Listener() {
            @Override
            public void received(String node, byte[] message) {
                listener.received(node, changed(message));
            }

            @Override
            public void view(long id, Set<String> nodes) {
                listener.view(id, nodes);
            }
        });
    }

    @Override
    public void send(String node, byte[] message) throws IOException {
        channel.send(node, changed(message));
    }

    @Override
    public void close() {
        channel.close();
    }

    private static byte[] changed(byte[] message) {
        byte[] changed = message.clone();
        changed[VERSION] ^= CHANGE;
        return changed;
    }
}
