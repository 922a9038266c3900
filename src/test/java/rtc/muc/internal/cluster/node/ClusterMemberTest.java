package rtc.muc.internal.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterMemberTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.2, 10.0.0.2, 7800",
        "10.0.0.2:1, 10.0.0.2, 1",
        "node-b.example.org:65435, node-b.example.org, 65435",
        "[::1], ::1, 7800",
        "[fd00::2]:7801, fd00::2, 7801",
        "[::ffff:10.0.0.2]:7801, ::ffff:10.0.0.2, 7801",
    })
    void readsAHostAndAPort(String text, String host, int port) {
        ClusterMember member = ClusterMember.of(text).orElseThrow();
        assertThat(member.host()).isEqualTo(host);
        assertThat(member.portOr(7800)).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node-b:",
                "node-b:0",
                "node-b:65436",
                "node-b:65536",
                "node-b:99999",
                "node-b:100000",
                "node-b:-1",
                "node-b:78a",
                "node-b[7800]",
                ":7800",
                "::1",
                "fd00::2:7800",
                "[::1",
                "::1]",
                "[]",
                "[node-b]:7800",
                "[10.0.0.2]:7800",
                "[::1]:",
                "[::1]7800",
                "node b",
                "http://node-b",
                "fe80::1%eth0",
            })
    void refusesOtherForms(String text) {
        assertThat(ClusterMember.of(text)).isEmpty();
    }

    @Test
    void refusesAnEmptyText() {
        assertThat(ClusterMember.of("")).isEmpty();
    }
}
