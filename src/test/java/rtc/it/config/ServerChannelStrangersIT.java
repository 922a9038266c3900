package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.fork.ForkChannel;
import org.jgroups.protocols.AUTH;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FORK;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.NAKACK4;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UNICAST4;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.stack.Protocol;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtc.FreePorts;
import rtc.it.ServerMetrics;
import rtc.wire.RawWebSocket;

/** A WildFly process with {@code cluster.cli}, and strangers who reach the port of its channel without having the key. */
@Tag("cluster")
@Timeout(120)
final class ServerChannelStrangersIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    static final WildFlyNodes NODES = new WildFlyNodes(1);

    private static final ClusterClients CLIENTS = new ClusterClients(NODES);

    @Test
    void aStrangerWithoutTheDigestOfTheKeyCannotJoinTheCluster() throws Exception {
        try (JChannel stranger = stranger("outsider", List.of())) {
            assertThatExceptionOfType(SecurityException.class).isThrownBy(() -> stranger.connect("muc"));
        }
        assertThat(NODES.process(0).log())
                .contains("encrypted and authenticated with muc.cluster-key")
                .doesNotContain("outsider]", WildFlyNodes.KEY);
    }

    @Test
    void whatAMemberWithoutTheKeySendsIsRejected() throws Exception {
        AUTH auth = new AUTH().setAuthToken(DigestToken.of(WildFlyNodes.KEY));
        try (ServerMetrics metrics = ServerMetrics.of(NODES.process(0).pid());
                RawWebSocket first = CLIENTS.open(0, "meet");
                RawWebSocket second = CLIENTS.open(0, "meet");
                JChannel stranger = stranger("stranger", List.of(auth));
                ForkChannel fork = new ForkChannel(stranger.connect("muc"), "muc", "muc-signaling")) {
            String firstId = first.join();
            String secondId = second.join();
            assertThat(first.text()).contains("\"peer_joined\"", secondId);
            await().atMost(SOON).until(() -> NODES.process(0).log().contains(", stranger]"));
            Queue<byte[]> heard = new ConcurrentLinkedQueue<>();
            fork.setReceiver(new Receiver() {
                @Override
                public void receive(Message message) {
                    heard.add(message.getArray());
                }
            });
            fork.connect("muc");
            await().atMost(SOON).until(() -> !heard.isEmpty());

            List<Message> sent = forged(stranger.getView().getCoord(), heard.remove());
            for (Message message : sent) {
                fork.send(message);
            }
            await().atMost(SOON).until(() -> metrics.read("type=Cluster", "MessagesRejected") >= sent.size());
            assertThat(metrics.read("type=Cluster", "MessagesRejected")).isEqualTo(sent.size());
            assertThat(metrics.read("type=Cluster", "MessagesReceived")).isZero();
            assertThat(metrics.read("type=Cluster", "NodesConnected")).isZero();
            assertThat(stranger.getView().size()).isEqualTo(2);
            assertThat(NODES.process(0).log())
                    .contains("Dropped a message of node stranger, which does not have the muc.cluster-key");
            assertThat(CLIENTS.ask(0, "do=peers&room=meet").split(" ", -1)).hasSize(2);
            first.send(json("{'type':'to','peer':'" + secondId + "','event':'hello','data':1}"));
            assertThat(second.text()).contains("\"from\"", firstId, "\"hello\"");
        }
    }

    /** {@return messages to a node: of another form, like those of a node without a key or with another one, and its own} */
    private static List<Message> forged(Address node, byte[] own) {
        byte[] beat = ByteBuffer.allocate(29)
                .putShort((short) 0x4D55)
                .put(new byte[] {3, 1})
                .putLong(1)
                .array();
        byte[] sealed = own.clone();
        sealed[sealed.length - 1]++;
        return List.of(
                new EmptyMessage(node),
                new BytesMessage(node, new byte[] {1, 2, 3}),
                new BytesMessage(node, beat),
                new BytesMessage(node, sealed),
                new BytesMessage(node, own));
    }

    /** {@return a channel that can become a member of the node's, with these protocols below the one for joining} */
    private static JChannel stranger(String name, List<Protocol> protocols) throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        TCP tcp = new TCP();
        tcp.setBindAddress(loopback);
        tcp.setBindPort(FreePorts.some(1, WildFlyNodes.FAILURE_PORT).get(0));
        tcp.disableDiagnostics();
        TCPPING discovery = new TCPPING();
        discovery.setInitialHosts(List.of(new InetSocketAddress(loopback, NODES.channelPort(0))));
        List<Protocol> stack = new ArrayList<>(List.of(
                tcp,
                discovery,
                new MERGE3(),
                new FD_SOCK2().setBindAddress(loopback).setOffset(WildFlyNodes.FAILURE_PORT),
                new FD_ALL3(),
                new VERIFY_SUSPECT2(),
                new NAKACK4(),
                new UNICAST4()));
        stack.addAll(protocols);
        stack.addAll(List.of(new GMS().printLocalAddress(false), new FRAG4(), new FORK()));
        return new JChannel(stack).setName(name);
    }
}
