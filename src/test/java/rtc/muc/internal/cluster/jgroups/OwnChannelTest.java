package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jgroups.JChannel;
import org.jgroups.protocols.BaseBundler;
import org.jgroups.protocols.TCPPING;
import org.jgroups.stack.IpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.cluster.node.ClusterMember;
import rtc.muc.internal.cluster.node.ClusterRules;
import rtc.muc.internal.limits.LimitedLogs;

/** The application's own channel with addresses, names and ports that are wrong, or not available yet. */
@Timeout(60)
final class OwnChannelTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LOOPBACK = "127.0.0.1";
    private static final String NODE_NAME = "jboss.node.name";

    private final List<Integer> ports = TestNode.freePorts(2);
    private final List<JChannel> open = new ArrayList<>();

    @AfterEach
    void stop() {
        open.forEach(JChannel::close);
    }

    @Test
    void nodesMeetWhenANameBecomesKnown() throws IOException {
        Map<String, InetAddress> known = new ConcurrentHashMap<>();
        String[] members = {"node-a.test:" + ports.get(0), "node-b.test:" + ports.get(1)};
        try (CapturedLog log = CapturedLog.of(MemberLookup.class)) {
            JChannel a = open(rules(LOOPBACK, ports.get(0), members), named(known));
            JChannel b = open(rules(LOOPBACK, ports.get(1), members), named(known));
            for (String member : members) {
                assertThat(log.entries())
                        .filteredOn(entry ->
                                entry.getMessage().startsWith(member + " of muc.cluster-members has no known address"))
                        .hasSize(2);
            }
            assertThat(a.getView().size() + b.getView().size()).isEqualTo(2);

            known.put("node-b.test", InetAddress.getLoopbackAddress());

            await().atMost(SOON)
                    .until(() -> a.getView().size() == 2 && b.getView().size() == 2);
            assertThat(log.contains("The addresses of " + members[1] + " of muc.cluster-members are now [127.0.0.1:"
                            + ports.get(1) + "]"))
                    .isTrue();
        }
    }

    @Test
    void nodesMeetWhenTheAddressOfANameChanges() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Map<String, InetAddress> known =
                new ConcurrentHashMap<>(Map.of("node-b.test", InetAddress.getByAddress(new byte[] {127, 0, 0, 9})));
        JChannel a = open(rules(LOOPBACK, ports.get(0), "node-b.test:" + ports.get(1)), named(known));
        JChannel b = open(rules(LOOPBACK, ports.get(1), LOOPBACK + ":" + ports.get(1)), named(known));
        assertThat(a.getView().size() + b.getView().size()).isEqualTo(2);

        known.put("node-b.test", loopback);

        await().atMost(SOON).until(() -> a.getView().size() == 2 && b.getView().size() == 2);
    }

    @Test
    void aFormerAddressOfANameIsForgotten() throws IOException {
        InetAddress former = InetAddress.getByAddress(new byte[] {127, 0, 0, 8});
        Map<String, InetAddress> known =
                new ConcurrentHashMap<>(Map.of("node-b.test", InetAddress.getLoopbackAddress()));
        JChannel a = open(rules(LOOPBACK, ports.get(0), "node-b.test:" + ports.get(1)), named(known));
        TCPPING discovery = a.getProtocolStack().findProtocol(TCPPING.class);
        discovery.discoveryRequestReceived(a.getAddress(), "b", new IpAddress(former, ports.get(1)));
        assertThat(discovery.getDynamicHostList()).contains(former.getHostAddress());

        known.put("node-b.test", InetAddress.getByAddress(new byte[] {127, 0, 0, 9}));

        await().atMost(SOON).until(() -> !discovery.getDynamicHostList().contains(former.getHostAddress()));
    }

    @Test
    void messagesToANodeDoNotWaitForAConnectionToAnotherOne() throws IOException {
        JChannel a = open(rules(LOOPBACK, ports.get(0), LOOPBACK));
        BaseBundler sender = (BaseBundler) a.getProtocolStack().getTransport().getBundler();
        assertThat(sender.useSingleSenderThread()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:%1$d,127.0.0.1:%1$d", "127.0.0.1:%2$d,127.0.0.1,localhost:%1$d", "localhost:%1$d"})
    void nodesMeetWhetherOrNotTheListHasDuplicatesAndTheNodeItself(String members) throws IOException {
        String[] list = members.formatted(ports.get(0), ports.get(1)).split(",");
        JChannel a = open(rules(LOOPBACK, ports.get(0), list));
        JChannel b = open(rules(LOOPBACK, ports.get(1), list));
        await().atMost(SOON).until(() -> a.getView().size() == 2 && b.getView().size() == 2);
    }

    @Test
    void nodesMeetAtAnIpv6Address() throws IOException {
        boolean available = NetworkInterface.getByInetAddress(InetAddress.getAllByName("::1")[0]) != null;
        String bind = available ? "::1" : LOOPBACK;
        String member = (available ? "[::1]:" : LOOPBACK + ":") + ports.get(0);
        JChannel a = open(rules(bind, ports.get(0), member));
        JChannel b = open(rules(bind, ports.get(1), member));
        await().atMost(SOON).until(() -> a.getView().size() == 2 && b.getView().size() == 2);
        assertThat(b.getProtocolStack().getTransport().getBindAddress() instanceof Inet6Address)
                .isEqualTo(available);
    }

    @ParameterizedTest
    @ValueSource(strings = {"match-interface:lo.*", "match-address:127\\.0\\.0\\..*", "localhost"})
    void aPatternOrANameFindsTheAddress(String bind) throws IOException {
        JChannel a = open(rules(bind, ports.get(0), LOOPBACK + ":" + ports.get(1)));
        assertThat(a.getProtocolStack().getTransport().getBindAddress().isLoopbackAddress())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0 stands for all addresses of this machine",
        "::, 0:0:0:0:0:0:0:0 stands for all addresses of this machine",
        "0, 0.0.0.0 stands for all addresses of this machine",
        "198.51.100.7, 198.51.100.7 is not an address of this machine; the addresses are",
        "224.0.0.1, 224.0.0.1 is not an address of this machine; the addresses are",
        "2001:db8::7, 2001:db8:0:0:0:0:0:7 is not an address of this machine; the addresses are",
        "match-interface:none, No address of this machine matches; the addresses are",
        "match-address:198.51.*, No address of this machine matches; the addresses are",
        "unknown.invalid, unknown.invalid"
    })
    void anAddressThatOtherNodesCannotReachIsRefused(String bind, String reason) {
        refuses(rules(bind, ports.get(0), "198.51.100.8"), "muc.cluster-bind-address " + bind, "): " + reason);
    }

    @Test
    void theErrorAboutAllAddressesSaysWhatToSetInstead() {
        refuses(
                rules("0.0.0.0", ports.get(0), "198.51.100.8"),
                "Set muc.cluster-bind-address to the address of this machine in the network of the nodes, to site_local for"
                        + " a private IPv4 address, or to match-interface:eth0 for the address of an interface");
    }

    @ParameterizedTest
    @ValueSource(strings = {LOOPBACK, "localhost", "match-interface:lo.*"})
    void membersOnOtherMachinesAreRefusedIfTheNodeListensOnLoopback(String bind) {
        refuses(
                rules(bind, ports.get(0), LOOPBACK, "198.51.100.8:7801"),
                "198.51.100.8:7801 of muc.cluster-members is 198.51.100.8, but muc.cluster-bind-address is 127.0.0.1, which"
                        + " only this machine can reach. Set muc.cluster-bind-address to the address of this machine");
    }

    @Test
    void theErrorNamesTheSettingOfAPortThatIsInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(ports.get(0), 1, InetAddress.getLoopbackAddress())) {
            refuses(
                    rules(LOOPBACK, other.getLocalPort(), LOOPBACK),
                    "port %d, which is muc.cluster-port, cannot be opened: Address already in use"
                            .formatted(ports.get(0)),
                    "each application on a server, needs its own muc.cluster-port");
        }
    }

    @Test
    void theErrorNamesTheSettingOfAPortForFailureDetectionThatIsInUse() throws IOException {
        int failures = ports.get(0) + OwnChannel.FAILURE_PORT;
        try (ServerSocket other = new ServerSocket(failures, 1, InetAddress.getLoopbackAddress())) {
            refuses(
                    rules(LOOPBACK, other.getLocalPort() - OwnChannel.FAILURE_PORT, LOOPBACK),
                    "port %d for failure detection, which is muc.cluster-port plus 100, cannot be opened: Address already"
                                    .formatted(failures)
                            + " in use");
        }
    }

    @Test
    void aSecondApplicationWithTheSamePortIsToldToSetAnotherOne() throws IOException {
        open(rules(LOOPBACK, ports.get(0), LOOPBACK));
        refuses(rules(LOOPBACK, ports.get(0), LOOPBACK), "which is muc.cluster-port, cannot be opened");
        refuses(
                rules(LOOPBACK, ports.get(0) + OwnChannel.FAILURE_PORT, LOOPBACK),
                "which is muc.cluster-port, cannot be opened");
    }

    @Test
    void aConfigurationThatAnnouncesAllAddressesIsRefused(@TempDir Path directory) throws IOException {
        refuses(
                configured(directory, "0.0.0.0", ""),
                "muc.cluster-config " + directory,
                "0.0.0.0 is not a valid address on any local network interface");
    }

    @Test
    void aConfigurationThatCannotStartLeavesNoPortOpen(@TempDir Path directory) throws IOException {
        ClusterRules rules = configured(directory, LOOPBACK, "<FD_SOCK2 offset='100' port_range='0'/>");
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket other = new ServerSocket(ports.get(0) + 100, 1, loopback)) {
            refuses(rules, "muc.cluster-config " + directory);
            try (ServerSocket again = new ServerSocket(ports.get(0), 1, loopback)) {
                assertThat(again.getLocalPort()).isNotEqualTo(other.getLocalPort());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5 172.17.0.1, 10.0.0.5",
        "172.17.0.1 10.0.0.5, 172.17.0.1",
        "127.0.0.1 198.51.100.7 192.168.1.2, 192.168.1.2",
        "fec0::1 10.0.0.5, 10.0.0.5"
    })
    void theFirstFittingAddressOfTheMachineIsChosen(String addresses, String chosen) throws IOException {
        List<InetAddress> list = new ArrayList<>();
        for (String address : addresses.split(" ", -1)) {
            list.add(InetAddress.getByName(address));
        }
        assertThat(BindAddress.first(list, InetAddress::isSiteLocalAddress)).isEqualTo(InetAddress.getByName(chosen));
        assertThat(BindAddress.first(list, InetAddress::isMulticastAddress)).isNull();
    }

    @Test
    void theNodeHasTheNameOfItsServer() throws IOException {
        String before = System.getProperty(NODE_NAME, "");
        try {
            System.setProperty(NODE_NAME, "node-1");
            JChannel a = open(rules(LOOPBACK, ports.get(0), LOOPBACK));
            assertThat(a.getName()).isEqualTo("node-1");
            assertThat(a.getView().getMembers()).hasToString("[node-1]");
            System.setProperty(NODE_NAME, " ");
            assertThat(open(rules(LOOPBACK, ports.get(1), LOOPBACK)).getName()).matches(".+-\\d+");
        } finally {
            if (before.isEmpty()) {
                System.clearProperty(NODE_NAME);
            } else {
                System.setProperty(NODE_NAME, before);
            }
        }
    }

    private JChannel open(ClusterRules rules) throws IOException {
        return open(rules, HostNames.OF_SYSTEM);
    }

    private JChannel open(ClusterRules rules, HostNames names) throws IOException {
        JChannel channel = OwnChannel.open(rules, names, KeyChallenge.PATIENCE, new LimitedLogs(System::nanoTime));
        open.add(channel);
        return channel;
    }

    private void refuses(ClusterRules rules, String... words) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> open(rules))
                .satisfies(refused -> assertThat(refused.getMessage()).contains(words));
    }

    private static HostNames named(Map<String, InetAddress> known) {
        return host -> {
            if (host.endsWith(".test") && !known.containsKey(host)) {
                throw new UnknownHostException(host);
            }
            return known.containsKey(host) ? new InetAddress[] {known.get(host)} : InetAddress.getAllByName(host);
        };
    }

    /** {@return rules with a configuration of JGroups in a file} */
    private ClusterRules configured(Path directory, String bind, String failureDetection) throws IOException {
        Path file = Files.writeString(
                directory.resolve("jgroups.xml"), """
                <config xmlns="urn:org:jgroups">
                    <TCP bind_addr="%s" bind_port="%d" port_range="0" diag.enabled="false"/>
                    <TCPPING initial_hosts="127.0.0.1[%2$d]" port_range="0"/>
                    %s
                    <NAKACK4/>
                    <UNICAST4/>
                    <pbcast.GMS print_local_addr="false"/>
                </config>
                """.formatted(bind, ports.get(0), failureDetection));
        ClusterRules.OwnChannel own = new ClusterRules.OwnChannel(LOOPBACK, 7800, List.of(), file.toString());
        return new ClusterRules(true, "test", ClusterKey.NONE, 1 << 26, own);
    }

    private static ClusterRules rules(String bind, int port, String... members) {
        List<ClusterMember> list = Stream.of(members)
                .map(member -> ClusterMember.of(member).orElseThrow())
                .toList();
        return new ClusterRules(
                true, "test", ClusterKey.NONE, 1 << 26, new ClusterRules.OwnChannel(bind, port, list, ""));
    }
}
