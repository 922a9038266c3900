package rtc.muc.internal.cluster.jgroups;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import rtc.muc.internal.cluster.node.NodeChannel;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;

/** Seals this application's messages on the server's channel, which other applications may use too. */
final class SealedChannel implements NodeChannel {

    private static final System.Logger LOG = System.getLogger(SealedChannel.class.getName());

    private final NodeChannel channel;
    private final Seal seal;
    private final LimitedLog dropped;
    private final LongAdder rejected = new LongAdder();

    SealedChannel(NodeChannel channel, Seal seal, LimitedLogs logs) {
        this.channel = channel;
        this.seal = seal;
        this.dropped = logs.of(LOG, Level.WARNING);
    }

    @Override
    public String self() {
        return channel.self();
    }

    @Override
    public String name() {
        return channel.name();
    }

    @Override
    public String nameOf(String node) {
        return channel.nameOf(node);
    }

    @Override
    public void listen(Listener listener) {
        channel.listen(new Listener() {
            @Override
            public void received(String node, byte[] sealed) {
                byte[] message;
                try {
                    message = seal.open(sealed, 0, sealed.length, context(node, self()));
                } catch (GeneralSecurityException unexpected) {
                    rejected.increment();
                    dropped.log(() -> "Dropped a message of node " + nameOf(node)
                            + ", which does not have the muc.cluster-key of this node: " + unexpected.getMessage());
                    return;
                }
                listener.received(node, message);
            }

            @Override
            public void view(long id, Set<String> nodes) {
                listener.view(id, nodes);
            }
        });
    }

    @Override
    public void send(String node, byte[] message) throws IOException {
        byte[] sealed;
        try {
            sealed = seal.close(message, 0, message.length, context(self(), node));
        } catch (GeneralSecurityException failed) {
            throw new IOException("The message cannot be encrypted: " + failed.getMessage(), failed);
        }
        channel.send(node, sealed);
    }

    @Override
    public long rejected() {
        return rejected.sum();
    }

    @Override
    public void close() {
        channel.close();
    }

    private static byte[] context(String sender, String recipient) {
        return (sender + " " + recipient).getBytes(UTF_8);
    }
}
