package rtc.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultProxyTest {

    private static final int LIMIT_MILLIS = 20_000;
    private static final int A_MOMENT_MILLIS = 100;

    private ServerSocket server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(LIMIT_MILLIS);
        proxy = FaultProxy.to("127.0.0.1", server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void dataArrivesBothWaysUntilTheStreamEnds() throws IOException {
        try (var client = client();
                var far = accepted()) {
            say(client, "there");
            assertThat(hear(far, 5)).isEqualTo("there");
            say(far, "back");
            assertThat(hear(client, 4)).isEqualTo("back");
            assertThat(proxy.connections()).isEqualTo(1);
            client.shutdownOutput();
            assertThat(far.getInputStream().read()).isEqualTo(-1);
            say(far, "last");
            far.shutdownOutput();
            assertThat(hear(client, 10)).isEqualTo("last");
        }
        assertThat(proxy.arrivals()).hasSize(1);
    }

    @Test
    void largeDataArrivesCompleteAtALimitedRate() throws Exception {
        var much = "0123456789abcdef".repeat(64 * 1024);
        proxy.toServer().slow(4 << 20);
        try (var client = client();
                var far = accepted()) {
            var sender = new Thread(() -> say(client, much));
            sender.start();
            assertThat(hear(far, much.length())).isEqualTo(much);
            sender.join();
        }
    }

    @Test
    void dataArrivesLateInADelayedDirection() throws IOException {
        proxy.toServer().delay(Duration.ofMillis(300));
        try (var client = client();
                var far = accepted()) {
            long start = System.nanoTime();
            say(client, "late");
            assertThat(hear(far, 4)).isEqualTo("late");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            proxy.calm();
            say(far, "soon");
            assertThat(hear(client, 4)).isEqualTo("soon");
        }
    }

    @Test
    void dataArrivesSlowlyAtALimitedRate() throws IOException {
        proxy.toClients().slow(10_000);
        try (var client = client();
                var far = accepted()) {
            long start = System.nanoTime();
            say(far, "x".repeat(3000));
            assertThat(hear(client, 3000)).hasSize(3000);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(200));
        }
    }

    @Test
    void aBlackHoleDeliversNothingUntilItEnds() throws IOException {
        try (var client = client();
                var far = accepted()) {
            proxy.blackHole();
            say(client, "lost?");
            client.shutdownOutput();
            assertNothingArrives(far);
            try (var other = client()) {
                say(other, "hello");
                assertNothingArrives(other);
            }
            proxy.calm();
            assertThat(hear(far, 10)).isEqualTo("lost?");
        }
    }

    @Test
    void aCutEndsTheStreamForBothSides() throws IOException {
        try (var client = client();
                var far = accepted()) {
            exchange(client, far);
            proxy.cut();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(far.getInputStream().read()).isEqualTo(-1);
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void aResetReachesBothSides() throws IOException {
        try (var client = client();
                var far = accepted()) {
            exchange(client, far);
            proxy.reset();
            assertThatThrownBy(() -> hear(client, 1)).hasRootCauseInstanceOf(SocketException.class);
            assertThatThrownBy(() -> hear(far, 1)).hasRootCauseInstanceOf(SocketException.class);
        }
    }

    @Test
    void oneSideOfAHalfOpenConnectionNoticesNothing() throws IOException {
        try (var client = client();
                var far = accepted()) {
            exchange(client, far);
            proxy.loseClients();
            assertThatThrownBy(() -> hear(client, 1)).hasRootCauseInstanceOf(SocketException.class);
            say(far, "are you there?");
            assertNothingArrives(far);
        }
        try (var client = client();
                var far = accepted()) {
            exchange(client, far);
            proxy.loseServer();
            assertThatThrownBy(() -> hear(far, 1)).hasRootCauseInstanceOf(SocketException.class);
            say(client, "are you there?");
            assertNothingArrives(client);
        }
    }

    @Test
    void neitherSideNoticesADeadConnectionAndNewOnesWork() throws IOException {
        try (var client = client();
                var far = accepted()) {
            exchange(client, far);
            proxy.loseBoth();
            say(client, "are you there?");
            say(far, "are you there?");
            assertNothingArrives(far);
            assertNothingArrives(client);
            try (var next = client();
                    var nextFar = accepted()) {
                exchange(next, nextFar);
            }
        }
    }

    @Test
    void newConnectionsAreRefusedAndAdmittedOnTheSamePort() throws IOException {
        try (var client = client();
                var far = accepted()) {
            proxy.refuse();
            assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
            exchange(client, far);
        }
        proxy.admit();
        try (var client = client();
                var far = accepted()) {
            exchange(client, far);
        }
    }

    @Test
    void anUnreachableServerResetsTheClient() throws IOException {
        server.close();
        try (var client = client()) {
            assertThatThrownBy(() -> hear(client, 1)).hasRootCauseInstanceOf(SocketException.class);
        }
    }

    @Test
    void theTargetServerCanBeChanged() throws IOException {
        try (var another = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            proxy.leadTo("127.0.0.1", another.getLocalPort());
            try (var client = client();
                    var far = another.accept()) {
                exchange(client, far);
            }
        }
    }

    @Test
    void anAddressIsRewrittenToTheProxysHostAndPort() {
        assertThat(proxy.address(URI.create("ws://localhost:8080/muc/a%20b")))
                .hasToString("ws://127.0.0.1:" + proxy.port() + "/muc/a%20b");
    }

    private Socket client() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(LIMIT_MILLIS);
        return socket;
    }

    private Socket accepted() throws IOException {
        var socket = server.accept();
        socket.setSoTimeout(LIMIT_MILLIS);
        return socket;
    }

    private static void exchange(Socket client, Socket far) {
        say(client, "a");
        assertThat(hear(far, 1)).isEqualTo("a");
    }

    private static void say(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The next characters; fewer if the stream ends first. */
    private static String hear(Socket socket, int length) {
        try {
            return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertNothingArrives(Socket socket) throws IOException {
        socket.setSoTimeout(A_MOMENT_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(LIMIT_MILLIS);
    }
}
