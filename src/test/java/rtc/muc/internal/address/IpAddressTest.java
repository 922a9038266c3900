package rtc.muc.internal.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::192.0.2.1, 0:0:0:0:0:0:c000:201",
        "64:ff9b::192.0.2.255, 64:ff9b:0:0:0:0:c000:2ff",
        "::, 0:0:0:0:0:0:0:0",
        "1::, 1:0:0:0:0:0:0:0",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "2001:DB8::ABCD, 2001:db8:0:0:0:0:0:abcd",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255"
    })
    void parsesNumericAddresses(String text, String address) {
        assertThat(IpAddress.of(text)).map(IpAddress::toString).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "cafe",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.4:80",
                "[::1]",
                ":",
                "1:2:3:4:5:6:7:8:9",
                "::1::",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7:8::",
                "1:2:3:4:5:6:7",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                ".:",
                ".:1",
                "a.b:c",
                "beef:.",
                "1.2.3.4::",
                "::1.2.3",
                "::1.2.3.4.5",
                "::256.1.1.1",
                "12345::",
                "-1::",
                "+1.2.3.4",
                "01.2.3.4",
                "1.2.3.4%eth0",
                "1.2.3.4 ",
                "\u0661.2.3.4",
                "::\u0661",
                "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000",
                "unknown"
            })
    void otherTextsAreNotAddresses(String text) {
        assertThat(IpAddress.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::2, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false"
    })
    void aSiteIsAnAddressOrANetworkOf64Bits(String one, String other, boolean same) {
        assertThat(site(one).equals(site(other))).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.0.2.128/25, 192.0.2.129, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fc00::1, false",
        "::/0, 192.0.2.1, false"
    })
    void aNetworkContainsTheAddressesWithItsPrefix(String network, String address, boolean contains) {
        assertThat(Network.of(network)
                        .orElseThrow()
                        .contains(IpAddress.of(address).orElseThrow()))
                .isEqualTo(contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.1/8", "10.0.0.0/33", "::/129", "10.0.0.0/", "/8", "10.0.0.0/-1", "proxy/8"})
    void malformedNetworksAreRefused(String text) {
        assertThat(Network.of(text)).isEmpty();
    }

    @Test
    void loopbackAddressesAreRecognized() {
        assertThat(IpAddress.LOOPBACK.isLoopback()).isTrue();
        assertThat(IpAddress.of("::1")).get().matches(IpAddress::isLoopback);
        assertThat(IpAddress.of("192.0.2.1")).get().matches(address -> !address.isLoopback());
    }

    private static IpAddress site(String text) {
        return IpAddress.of(text).orElseThrow().site();
    }
}
