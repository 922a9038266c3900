package rtc.muc.internal.cluster.jgroups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.cluster.node.ClusterRules;
import rtc.muc.internal.cluster.node.NodeChannel;
import rtc.muc.internal.limits.LimitedLogs;

/** Tests the seal on the server's channel, which other applications use too. */
final class SealedChannelTest {

    private static final String SECRET = "a secret of the tests, which is long enough";
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    private final Wire wire = new Wire();

    @Test
    void aNodeWithTheSameKeyReceivesEncryptedMessages() throws IOException {
        NodeChannel a = wire.connect("a", SECRET);
        Heard heard = hear(wire.connect("b", SECRET));
        a.send("b", HELLO);

        assertThat(heard.lines).containsExactly("view 1 [a, b]", "a: hello");
        assertThat(new String(wire.last, UTF_8)).doesNotContain("hello");
    }

    @Test
    void messagesWithAnotherKeyOrNoneAreDropped() throws IOException {
        NodeChannel b = wire.connect("b", SECRET);
        Heard heard = hear(b);
        wire.connect("c", SECRET + "!").send("b", HELLO);
        wire.deliver("d", "b", HELLO);

        assertThat(heard.lines).containsExactly("view 1 [a, b]");
        assertThat(b.rejected()).isEqualTo(2);
    }

    @Test
    void aMessageReplayedWithAnotherSenderOrRecipientIsDropped() throws IOException {
        Heard heardByB = hear(wire.connect("b", SECRET));
        Heard heardByC = hear(wire.connect("c", SECRET));
        wire.connect("a", SECRET).send("b", HELLO);
        wire.deliver("a", "c", wire.last);
        wire.deliver("c", "b", wire.last);

        assertThat(heardByC.lines).containsExactly("view 1 [a, b]");
        assertThat(heardByB.lines).containsExactly("view 1 [a, b]", "a: hello");
    }

    private static Heard hear(NodeChannel channel) {
        Heard heard = new Heard();
        channel.listen(heard);
        return heard;
    }

    private static final class Heard implements NodeChannel.Listener {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void received(String node, byte[] message) {
            lines.add(node + ": " + new String(message, UTF_8));
        }

        @Override
        public void view(long id, Set<String> nodes) {
            lines.add("view " + id + " " + nodes);
        }
    }

    /** Delivers each message at once. */
    private static final class Wire {

        private final Map<String, NodeChannel.Listener> listeners = new HashMap<>();
        private byte[] last = {};

        NodeChannel connect(String node, String secret) {
            ClusterRules rules = new ClusterRules(
                    true,
                    "c",
                    new ClusterKey(secret),
                    1 << 20,
                    new ClusterRules.OwnChannel("127.0.0.1", 7800, List.of(), ""));
            return new SealedChannel(new End(this, node), Seal.of(rules), new LimitedLogs(System::nanoTime));
        }

        void deliver(String from, String to, byte[] message) {
            last = message;
            NodeChannel.@Nullable Listener listener = listeners.get(to);
            if (listener != null) {
                listener.received(from, message);
            }
        }
    }

    private record End(Wire wire, String self) implements NodeChannel {

        @Override
        public String name() {
            return self;
        }

        @Override
        public void listen(Listener listener) {
            wire.listeners.put(self, listener);
            listener.view(1, new TreeSet<>(Set.of("a", "b")));
        }

        @Override
        public void send(String node, byte[] message) {
            wire.deliver(self, node, message);
        }

        @Override
        public void close() {
            wire.listeners.remove(self);
        }
    }
}
