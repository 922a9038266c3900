package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rtc.BrowserTools;
import rtc.it.OwnedProcess;

/** The script that starts three nodes and HAProxy on one machine, at other ports than usual. */
@Tag("cluster")
@Timeout(400)
final class ThreeNodesScriptIT {

    private static final Duration UNTIL_UP = Duration.ofMinutes(4);
    private static final Duration UNTIL_STOPPED = Duration.ofSeconds(45);

    /** The ports that the header of the script lists. */
    private static final List<Integer> PORTS =
            List.of(8080, 8081, 8082, 8083, 9991, 9992, 9993, 7801, 7802, 7803, 7901, 7902, 7903);

    private final int offset = IntStream.iterate(4000, next -> next + 100)
            .filter(candidate -> PORTS.stream().noneMatch(port -> isListening(port + candidate)))
            .findFirst()
            .orElseThrow();

    @TempDir
    private Path directory;

    @BeforeAll
    static void requirePrograms() {
        BrowserTools.require("haproxy");
        BrowserTools.require("curl");
    }

    @Test
    void peersMeetThroughTheBalancerAndOnEachNodeUntilTheScriptIsInterrupted() throws Exception {
        Path output = directory.resolve("output.txt");
        try (OwnedProcess script = start(output, Map.of())) {
            await().atMost(UNTIL_UP).failFast(() -> !script.isAlive()).until(() -> Files.readString(output)
                    .contains("Three nodes are up"));
            List<ProcessHandle> processes =
                    ProcessHandle.of(script.pid()).orElseThrow().descendants().toList();
            assertThat(processes).hasSizeGreaterThanOrEqualTo(7);
            try (Gathering gathering = new Gathering()) {
                for (int port : List.of(8080, 8080, 8081, 8082, 8083)) {
                    gathering.add(Participant.join("meet", "ws://127.0.0.1:" + (port + offset) + "/"));
                }
                gathering.millisUntilRight(System.nanoTime());
                assertThat(outputOfFailedStart(Map.of())).contains("Port " + (8080 + offset) + " is in use");
                gathering.talkEvery(Duration.ofMillis(200));
                await().until(() -> gathering.received() > 100);
                assertThat(gathering.problems()).isEmpty();
            }
            new ProcessBuilder("kill", "-INT", Long.toString(script.pid()))
                    .start()
                    .onExit()
                    .join();
            await().atMost(UNTIL_STOPPED).until(() -> !script.isAlive());
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
            assertNothingListens();
        }
    }

    @Test
    void aPortInUseIsRefusedBeforeAnythingStarts() throws Exception {
        int port = 7902 + offset;
        try (ServerSocket used = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(used.isBound()).isTrue();
            assertThat(outputOfFailedStart(Map.of())).contains("Port " + port + " is in use");
        }
        assertNothingListens();
    }

    @Test
    void aFailedDeploymentEndsTheScript() throws Exception {
        assertThat(outputOfFailedStart(Map.of("MUC_ACCESS", "nonsense")))
                .containsPattern("The deployment on Node . has failed. Logs: .*three-nodes-");
        assertNothingListens();
    }

    private String outputOfFailedStart(Map<String, String> environment) throws IOException {
        Path output = directory.resolve("failed.txt");
        try (OwnedProcess script = start(output, environment)) {
            await().atMost(UNTIL_UP).until(() -> !script.isAlive());
        }
        assertThat(output).content().doesNotContain("are up");
        return Files.readString(output);
    }

    /** Starts the script with the usual effect of SIGINT, which a build in the background may ignore. */
    private OwnedProcess start(Path output, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("env", "--default-signal=INT", "bash", "wildfly-config/three-nodes.sh");
        builder.environment().put("MUC_PORT_OFFSET", Integer.toString(offset));
        builder.environment().putAll(environment);
        return OwnedProcess.start(builder, output);
    }

    private void assertNothingListens() {
        assertThat(PORTS).noneMatch(port -> isListening(port + offset));
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
