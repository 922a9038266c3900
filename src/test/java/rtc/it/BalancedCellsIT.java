package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rtc.wire.Handshake;

/** The balancers that {@code wildfly-config} configures for two cells, with two stand-in nodes in each cell. */
@Tag("page")
@Timeout(120)
final class BalancedCellsIT {

    private static final Duration LONG = Duration.ofSeconds(40);

    @RegisterExtension
    private final StandInNodes nodes = new StandInNodes("node-1a", "node-1b", "node-2a", "node-2b");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void aRoomNeverLeavesItsCell(Balancer.Kind kind) throws Exception {
        try (Balancer balancer = balancer(kind)) {
            Map<String, String> before = BalancedRooms.nodes(balancer, 0);
            Set<String> first = BalancedRooms.on("node-1a", before);
            Set<String> second = BalancedRooms.on("node-1b", before);
            assertThat(before.values()).contains("node-1a", "node-1b", "node-2a", "node-2b");
            assertThat(first.size() + second.size())
                    .isBetween(BalancedRooms.COUNT * 2 / 5, BalancedRooms.COUNT * 3 / 5);

            nodes.get(0).close();
            Map<String, String> moved = BalancedRooms.moved(before, BalancedRooms.nodesAfterStop(balancer));
            assertThat(moved.keySet()).isEqualTo(first);
            assertThat(moved.values()).containsOnly("node-1b");

            nodes.get(1).close();
            String path = BalancedRooms.path(second.iterator().next(), 0);
            await().atMost(LONG)
                    .ignoreException(EOFException.class)
                    .until(() -> Handshake.with(balancer.address(), path).status() >= 500);
            for (Map.Entry<String, String> room : before.entrySet()) {
                if (room.getValue().startsWith("node-2")) {
                    assertThat(BalancedRooms.node(balancer, BalancedRooms.path(room.getKey(), 0)))
                            .isEqualTo(room.getValue());
                }
            }

            nodes.get(0).start();
            await().atMost(LONG)
                    .until(() -> Handshake.with(balancer.address(), path).status() == 101);
            assertThat(BalancedRooms.node(balancer, path)).isEqualTo("node-1a");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFullCellRefusesClients(Balancer.Kind kind) throws Exception {
        try (Balancer balancer = balancer(kind)) {
            Map<String, String> before = BalancedRooms.nodes(balancer, 0);
            nodes.get(2).full(true);
            nodes.get(3).full(true);

            for (Map.Entry<String, String> room : before.entrySet()) {
                int status = Handshake.with(balancer.address(), BalancedRooms.path(room.getKey(), 0))
                        .status();
                assertThat(status).isEqualTo(room.getValue().startsWith("node-2") ? 503 : 101);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void allClientsOfARoomReachTheSameNode(Balancer.Kind kind) throws Exception {
        try (Balancer balancer = balancer(kind)) {
            Map<String, String> regular = BalancedRooms.nodes(balancer, 0);
            for (int spelling = 1; spelling < BalancedRooms.SPELLINGS; spelling++) {
                assertThat(BalancedRooms.nodes(balancer, spelling)).isEqualTo(regular);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theConfigurationsDifferOnlyInWhatChoosesTheNode(Balancer.Kind kind) throws IOException {
        List<String> common = directives(kind.configuration()).stream()
                .filter(line -> !line.matches("(server|upstream|backend|default_backend|balance|proxy_pass) .*"))
                .toList();

        assertThat(directives(kind.cells())).containsAll(common);
    }

    private Balancer balancer(Balancer.Kind kind) throws Exception {
        return Balancer.startWithCells(kind, nodes.ports(), directory);
    }

    private static List<String> directives(String configuration) {
        return configuration
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
