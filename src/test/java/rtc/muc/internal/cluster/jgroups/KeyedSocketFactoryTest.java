package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import rtc.muc.internal.limits.LimitedLogs;

final class KeyedSocketFactoryTest {

    private final KeyedSocketFactory factory = new KeyedSocketFactory(
            new KeyChallenge(
                    SealTest.seal("cluster", "a key that all nodes of the cluster know"), Duration.ofSeconds(1)),
            () -> new InetSocketAddress(7800),
            new LimitedLogs(System::nanoTime));

    @Test
    void transportConnectionsUseKeyedSockets() throws IOException {
        try (Socket socket = factory.createSocket("jgroups.tcp.sock");
                ServerSocket server = factory.createServerSocket("jgroups.tcp.server")) {
            assertThat(socket).isInstanceOf(KeyedSocket.class);
            assertThat(server).isInstanceOf(KeyedServerSocket.class);
        }
    }

    /** FD_SOCK, for example, connects and sends nothing, so it would not prove the key. */
    @Test
    void connectionsOfOtherProtocolsUsePlainSockets() throws IOException {
        try (Socket socket = factory.createSocket("jgroups.fd.ping_sock");
                ServerSocket server = factory.createServerSocket("jgroups.fd_sock.srv_sock")) {
            assertThat(socket).isNotInstanceOf(KeyedSocket.class);
            assertThat(server).isNotInstanceOf(KeyedServerSocket.class);
        }
    }
}
