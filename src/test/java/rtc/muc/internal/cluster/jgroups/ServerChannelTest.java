package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.List;
import org.jgroups.JChannel;
import org.jgroups.protocols.FORK;
import org.jgroups.protocols.LOCAL_PING;
import org.jgroups.protocols.SHARED_LOOPBACK;
import org.jgroups.protocols.UNICAST4;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.cluster.node.ClusterRules;

/** Two applications on one server, each of which opens a fork of the server's channel. */
@Timeout(30)
final class ServerChannelTest {

    @Test
    void aSecondApplicationNeedsAnotherNameOfTheCluster() throws Exception {
        try (JChannel server = new JChannel(
                        new SHARED_LOOPBACK(),
                        new LOCAL_PING(),
                        new NAKACK2().useMcastXmit(false),
                        new UNICAST4(),
                        new GMS().printLocalAddress(false),
                        new FORK())
                .connect("server")) {
            JChannel first = ServerChannel.fork(server, rules("calls"));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> ServerChannel.fork(server, rules("calls")))
                    .withMessageContaining(
                            "Another application on this server has the same muc.cluster-name, calls: set")
                    .withMessageContaining("is already present");
            JChannel second = ServerChannel.fork(server, rules("desk"));
            assertThat(List.of(first, second)).allMatch(JChannel::isConnected);
        }
    }

    private static ClusterRules rules(String name) {
        return new ClusterRules(
                true, name, ClusterKey.NONE, 1 << 26, new ClusterRules.OwnChannel("127.0.0.1", 7800, List.of(), ""));
    }
}
