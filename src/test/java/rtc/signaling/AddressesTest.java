package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client accepts the addresses that browsers accept. */
@Timeout(60)
class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "ws://muc_server:8080/muc, ws://muc_server:8080/muc/room, muc_server:8080",
        "WSS://Host.example:443/, wss://host.example:443/room, host.example",
        "HTTP://host.example:80, ws://host.example:80/room, host.example",
        "https://host, wss://host/room, host",
        "'  ws://host:65535\t', ws://host:65535/room, host:65535",
        "ws://host:, ws://host/room, host",
        "ws://host:/muc, ws://host/muc/room, host",
        "ws://bücher.example/é, ws://xn--bcher-kva.example/%C3%A9/room, xn--bcher-kva.example",
        "ws://[::1]:81, ws://[::1]:81/room, [::1]:81",
        "ws://[fe80::1%eth0]:81, ws://[fe80::1%eth0]:81/room, [fe80::1]:81",
        "ws://[fe80::1%25eth0], ws://[fe80::1%eth0]/room, [fe80::1]",
        "ws://127.0.0.1:81//, ws://127.0.0.1:81/room, 127.0.0.1:81"
    })
    void acceptsTheAddressesThatBrowsersAccept(String base, String address, String host) {
        var parsed = WebSocketAddress.of(base, "room");
        assertThat(parsed.uri()).hasToString(address);
        assertThat(parsed.hostHeader()).isEqualTo(host);
        assertThat(new WebSocketChannel(base, "room").address()).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ws:",
                "ws://",
                "ws:///muc",
                "ftp://host",
                "host/muc",
                "ws://host:99999999",
                "ws://host:65536",
                "ws://host?x=1",
                "ws://host/muc#x",
                "ws://user:secret@host",
                "ws://ho st",
                "ws://ho%20st",
                "ws://host/a b",
                "ws://host/%zz",
                "ws://[::1"
            })
    void malformedAddressesAreRefusedWithoutRevealingThePassword(String base) {
        assertThatThrownBy(() -> new WebSocketChannel(base, "room"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void ofSeveralAddressesTheOneThatAnswersIsUsed() throws IOException {
        var dead = InetAddress.getByAddress(new byte[] {127, 0, 0, 77});
        var alive = InetAddress.getByAddress(new byte[] {127, 0, 0, 78});
        try (var server = new ServerSocket(0, 50, alive)) {
            assertThat(Addresses.reachable(List.of(dead, alive), server.getLocalPort(), Duration.ofSeconds(20)))
                    .isEqualTo(alive);
        }
    }

    @Test
    void failsInTimeWhenNoAddressIsReachable() throws IOException {
        var dead = InetAddress.getByAddress(new byte[] {127, 0, 0, 77});
        int port;
        try (var closed = new ServerSocket(0, 50, dead)) {
            port = closed.getLocalPort();
        }
        assertThatThrownBy(() -> Addresses.reachable(List.of(dead, dead), port, Duration.ofSeconds(20)))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1"})
    void theServerReceivesHostOriginAndPath(String host) throws Exception {
        try (var server = new StubServer()) {
            var asked = server.serve(wire -> {
                wire.accept();
                return wire.header("Host") + " " + wire.header("Origin") + " " + wire.path();
            });
            var channel = new WebSocketChannel("ws://" + host + ":" + server.port() + "/muc", "a/b é%");
            channel.connect().get(20, TimeUnit.SECONDS);
            var name = host.toLowerCase(Locale.ROOT) + ":" + server.port();
            assertThat(asked.join()).isEqualTo(name + " http://" + name + " /muc/a%2Fb%20%C3%A9%25");
            channel.close();
        }
    }

    @Test
    void theFailureNamesAHostThatCannotBeResolved() {
        var connected = new WebSocketChannel("ws://muc_server.invalid:8080", "room").connect();
        assertThat(connected)
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("muc_server.invalid");
    }
}
