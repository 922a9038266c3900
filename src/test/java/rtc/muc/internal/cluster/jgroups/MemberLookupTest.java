package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rtc.muc.internal.cluster.node.ClusterMember;
import rtc.muc.internal.cluster.node.ClusterRules;

/** Looks up members whose addresses appear, change and disappear. */
final class MemberLookupTest {

    private static final String OWN = "10.0.0.1";

    private final CapturedLog log = CapturedLog.of(MemberLookup.class);

    private List<String> found = List.of();

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void anUnknownNameIsReportedOnceAndThenFound() throws IOException {
        MemberLookup node = lookup("node-b", OWN);
        node.first();
        assertThat(node.again()).isEmpty();
        assertThat(logged())
                .containsExactly(
                        "node-b:7800 of muc.cluster-members has no known address (node-b), so this node does not"
                                + " look for a node there. The name is looked up again every few seconds");
        found = List.of("10.0.0.2");
        assertThat(node.again()).hasToString("[10.0.0.2:7800]");
        assertThat(node.again()).hasToString("[10.0.0.2:7800]");
        assertThat(logged())
                .hasSize(2)
                .contains("The addresses of node-b:7800 of muc.cluster-members are now [10.0.0.2:7800]");
    }

    @Test
    void theLatestAddressRemainsWhileTheNameIsUnknown() throws IOException {
        found = List.of("10.0.0.2");
        MemberLookup node = lookup("node-b:7801", OWN);
        node.first();
        found = List.of("10.0.0.3");
        assertThat(node.again()).hasToString("[10.0.0.3:7801]");
        found = List.of();
        assertThat(node.again()).hasToString("[10.0.0.3:7801]");
        assertThat(logged()).isEmpty();
    }

    @Test
    void aProblemDoesNotSeemToEndWhileTheNameIsUnknown() throws IOException {
        found = List.of("10.0.0.2");
        MemberLookup node = lookup("node-b", OWN);
        node.first();
        found = List.of("fd00::2");
        node.again();
        found = List.of();
        node.again();
        found = List.of("fd00::2");
        node.again();
        assertThat(logged()).singleElement().asString().contains("which this node cannot reach");
        found = List.of("10.0.0.3");
        assertThat(node.again()).hasToString("[10.0.0.3:7800]");
        assertThat(logged()).last().asString().startsWith("The addresses of node-b:7800");
    }

    @Test
    void allAddressesOfANameAreUsedThatTheNodeCanReach() throws IOException {
        found = List.of("10.0.0.2", "fd00::2", "10.0.0.3", "10.0.0.2");
        MemberLookup four = lookup("nodes", OWN);
        four.first();
        assertThat(four.again()).hasToString("[10.0.0.2:7800, 10.0.0.3:7800]");
        MemberLookup six = lookup("nodes", "fd00::1");
        six.first();
        assertThat(six.again()).hasToString("[fd00:0:0:0:0:0:0:2:7800]");
        assertThat(logged()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "node-b, fd00::2, 10.0.0.1, 'node-b:7800 of muc.cluster-members is fd00:0:0:0:0:0:0:2, which this node cannot reach,"
                + " because muc.cluster-bind-address is 10.0.0.1, an IPv4 address'",
        "10.0.0.2, 10.0.0.2, ::1, '10.0.0.2:7800 of muc.cluster-members is 10.0.0.2, which this node cannot reach,"
                + " because muc.cluster-bind-address is 0:0:0:0:0:0:0:1, an IPv6 address'",
        "127.0.0.1:7801, 127.0.0.1, 10.0.0.1, '127.0.0.1:7801 of muc.cluster-members is 127.0.0.1, but"
                + " muc.cluster-bind-address is 10.0.0.1. A node there must listen on loopback, and nodes on other machines"
                + " cannot reach it'",
    })
    void anAddressThatTheNodeProbablyCannotReachCausesAWarning(
            String member, String address, String own, String warning) throws IOException {
        found = List.of(address);
        MemberLookup node = lookup(member, own);
        node.first();
        node.again();
        assertThat(logged()).containsExactly(warning);
    }

    @ParameterizedTest
    @CsvSource({
        "node-b, 0.0.0.0, 10.0.0.1, 'node-b:7800 of muc.cluster-members is 0.0.0.0, which is not the address of a node'",
        "[::]:7801, ::, ::1, '[::]:7801 of muc.cluster-members is 0:0:0:0:0:0:0:0, which is not the address of a node'",
        "224.0.0.1, 224.0.0.1, 10.0.0.1, '224.0.0.1:7800 of muc.cluster-members is 224.0.0.1, which is not the address'",
        "node-b, 10.0.0.2, 127.0.1.1, 'node-b:7800 of muc.cluster-members is 10.0.0.2, but muc.cluster-bind-address is"
                + " 127.0.1.1, which only this machine can reach. Set muc.cluster-bind-address'",
        "[fd00::2], fd00::2, ::1, '[fd00::2]:7800 of muc.cluster-members is fd00:0:0:0:0:0:0:2, but"
                + " muc.cluster-bind-address is 0:0:0:0:0:0:0:1, which only this machine can reach'",
        "[1::2::3], , ::1, '[1::2::3]:7800 of muc.cluster-members has no known address'",
    })
    void anAddressThatTheNodeCanNeverReachIsRefused(String member, String address, String own, String reason)
            throws IOException {
        found = Stream.ofNullable(address).toList();
        MemberLookup node = lookup(member, own);
        assertThatExceptionOfType(IOException.class).isThrownBy(node::first).withMessageContaining(reason);
        assertThat(logged()).isEmpty();
    }

    @Test
    void aNameThatBecomesKnownOnAnotherMachineCausesAWarningIfTheNodeListensOnLoopback() throws IOException {
        MemberLookup node = lookup("node-b", "127.0.0.1");
        node.first();
        found = List.of("10.0.0.2");
        node.again();
        assertThat(logged()).hasSize(2);
        assertThat(logged().get(1)).contains("which only this machine can reach");
    }

    @Test
    void theNodesOwnNameMayBeALoopbackAddress() throws IOException {
        found = List.of("127.0.1.1");
        lookup("node-a", OWN).first();
        assertThat(logged()).isEmpty();
    }

    private List<String> logged() {
        return log.entries().stream().map(LogRecord::getMessage).toList();
    }

    private MemberLookup lookup(String member, String own) throws UnknownHostException {
        return new MemberLookup(
                ClusterMember.of(member).orElseThrow(),
                new ClusterRules.OwnChannel(own, 7800, List.of(), ""),
                InetAddress.getByName(own),
                this::addresses);
    }

    private InetAddress[] addresses(String host) throws UnknownHostException {
        if (found.isEmpty()) {
            throw new UnknownHostException(host);
        }
        InetAddress[] addresses = new InetAddress[found.size()];
        for (int one = 0; one < addresses.length; one++) {
            addresses[one] = InetAddress.getByName(found.get(one));
        }
        return addresses;
    }
}
