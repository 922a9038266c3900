package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jgroups.JChannel;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;

/** The channels of two servers, and the nodes of a test that use them. All are closed after the test. */
final class ForkedNodes implements BeforeEachCallback, AfterEachCallback {

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final List<ServerLikeChannel> servers = new ArrayList<>();
    private final List<TestNode> nodes = new ArrayList<>();

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        servers.addAll(ServerLikeChannel.connectTwo());
    }

    /** {@return the channel of the first or of the second server} */
    ServerLikeChannel server(int number) {
        return servers.get(number);
    }

    /** {@return a new node on a server} */
    TestNode start(int server, String cluster, ClusterKey key) throws IOException {
        TestNode node = TestNode.startOnServer("node-" + server, codec, servers.get(server), cluster, key);
        nodes.add(node);
        return node;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        nodes.forEach(TestNode::close);
        servers.forEach(JChannel::close);
        codec.close();
    }
}
