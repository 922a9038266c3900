package rtc.muc.internal.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrustedProxiesTest {

    private final TrustedProxies forwardedFor = proxies(ProxyHeader.X_FORWARDED_FOR);
    private final TrustedProxies forwarded = proxies(ProxyHeader.FORWARDED);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    203.0.113.9 | 192.0.2.1                        | 203.0.113.9
                    127.0.0.1   | 192.0.2.1                        | 192.0.2.1
                    127.0.0.1   | 192.0.2.1, 198.51.100.7          | 198.51.100.7
                    127.0.0.1   | 192.0.2.1,198.51.100.7, 10.1.1.1 | 198.51.100.7
                    10.9.9.9    | 10.1.1.1, 127.0.0.1              | 10.1.1.1
                    127.0.0.1   | 192.0.2.1:4711                   | 192.0.2.1
                    127.0.0.1   | [2001:db8::1]:4711               | 2001:db8:0:0:0:0:0:1
                    127.0.0.1   | 2001:db8::1                      | 2001:db8:0:0:0:0:0:1
                    127.0.0.1   | 192.0.2.1, unknown               | 127.0.0.1
                    127.0.0.1   | unknown, 192.0.2.1               | 192.0.2.1
                    """)
    void theClientIsTheLastAddressThatIsNotAProxy(String neighbour, String told, String client) {
        assertThat(client(forwardedFor, neighbour, told).address()).hasToString(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    203.0.113.9 | for=192.0.2.1                                      | 203.0.113.9
                    127.0.0.1   | for=192.0.2.1                                      | 192.0.2.1
                    127.0.0.1   | For=192.0.2.1;proto=https;by=10.0.0.1              | 192.0.2.1
                    127.0.0.1   | proto=https; for="192.0.2.1:80"                    | 192.0.2.1
                    127.0.0.1   | for="[2001:db8::1]:4711"                           | 2001:db8:0:0:0:0:0:1
                    127.0.0.1   | for=192.0.2.1, for=198.51.100.7;host=a, for=10.1.1.1 | 198.51.100.7
                    127.0.0.1   | for=192.0.2.1;host=",for=198.51.100.7"             | 192.0.2.1
                    127.0.0.1   | for=192.0.2.1, proto=https                         | 127.0.0.1
                    127.0.0.1   | for=_hidden                                        | 127.0.0.1
                    127.0.0.1   | for="192.0.2.1, for=198.51.100.7                   | 127.0.0.1
                    127.0.0.1   | x="for=192.0.2.1, for=198.51.100.7                 | 127.0.0.1
                    """)
    void theForwardedHeaderIsReadAsInRfc7239(String neighbour, String told, String client) {
        assertThat(client(forwarded, neighbour, told).address()).hasToString(client);
    }

    @Test
    void hostAndSchemeAreReadFromForwarded() {
        String header = "for=192.0.2.1;Host=\"a.example:8443\";proto=https, for=10.1.1.1, proto=http";

        assertThat(ProxyHeader.parameters(header, "host")).containsExactly("a.example:8443", "", "");
        assertThat(ProxyHeader.parameters(header, "proto")).containsExactly("https", "", "http");
        assertThat(ProxyHeader.parameters("host=\"a", "host")).containsExactly("");
    }

    @Test
    void severalHeaderLinesAreJoined() {
        assertThat(client(forwardedFor, "127.0.0.1", "192.0.2.1", "198.51.100.7, 10.1.1.1")
                        .address())
                .hasToString("198.51.100.7");
    }

    @Test
    void loopbackClientsAreExempt() {
        assertThat(client(forwardedFor, "127.0.0.1").exempt()).isTrue();
        assertThat(client(forwardedFor, "::1").exempt()).isTrue();
        assertThat(client(TrustedProxies.NONE, "127.0.0.1").exempt()).isTrue();
        assertThat(client(forwardedFor, "10.1.1.1").exempt()).isFalse();
        assertThat(client(forwardedFor, "192.0.2.1").exempt()).isFalse();
    }

    @Test
    void clientsBehindAProxyAreNotExempt() {
        assertThat(client(TrustedProxies.NONE, "127.0.0.1", "192.0.2.1").exempt())
                .isFalse();
        assertThat(client(TrustedProxies.NONE, "127.0.0.1", "127.0.0.1").exempt())
                .isFalse();
        assertThat(client(forwardedFor, "127.0.0.1", "127.0.0.1").exempt()).isFalse();
        assertThat(client(forwardedFor, "127.0.0.1", "10.1.1.1, ::1").exempt()).isFalse();
        assertThat(forwardedFor.client(IpAddress.LOOPBACK, List.of(), true).exempt())
                .isFalse();
    }

    @Test
    void aClientCannotExemptItself() {
        assertThat(client(forwardedFor, "192.0.2.1", "127.0.0.1").exempt()).isFalse();
        assertThat(client(forwardedFor, "127.0.0.1", "127.0.0.1, 192.0.2.1").exempt())
                .isFalse();
        assertThat(client(forwardedFor, "127.0.0.1", "nonsense").exempt()).isFalse();
        assertThat(client(forwarded, "127.0.0.1", "for=\"127.0.0.1, for=192.0.2.1")
                        .exempt())
                .isFalse();
    }

    @Test
    void trustedProxiesAreMatchedByAddress() {
        assertThat(forwardedFor.contains("10.20.30.40")).isTrue();
        assertThat(forwardedFor.contains("192.0.2.1")).isFalse();
        assertThat(forwardedFor.contains("proxy.example.org")).isFalse();
        assertThat(TrustedProxies.NONE.contains("127.0.0.1")).isFalse();
    }

    private static TrustedProxies proxies(ProxyHeader header) {
        return new TrustedProxies(
                Stream.of("127.0.0.1", "10.0.0.0/8")
                        .map(text -> Network.of(text).orElseThrow())
                        .toList(),
                header);
    }

    private static ClientAddress client(TrustedProxies proxies, String neighbour, String... told) {
        return proxies.client(IpAddress.of(neighbour).orElseThrow(), List.of(told), told.length > 0);
    }
}
