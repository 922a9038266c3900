package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A program that exits without closing its signaling objects leaves the room, unless it is killed or has disabled this.
 */
@Timeout(60)
class LeaveOnExitTest {

    private static final String JOINED =
            json("{'type':'joined','id':'me','peers':{},'resume':{'token':'secret','within':30}}");
    private static final String LEAVE = json("{'type':'leave'}");

    private final List<Thread> hooks = new ArrayList<>();
    private final LeaveOnExit exit = new LeaveOnExit(hooks::add, hooks::remove);

    /** Runs in a JVM of its own: joins, and exits in one of several ways. */
    public static final class Program {

        private Program() {}

        /**
         * Runs the program.
         *
         * @param args the address of the server, how to exit, and whether to leave on exit
         */
        public static void main(String[] args) throws Exception {
            var signaling = MucSignaling.builder(() -> new WebSocketChannel(args[0], "room"))
                    .reconnect()
                    .leaveOnExit(Boolean.parseBoolean(args[2]))
                    .build();
            signaling.connect().get(20, TimeUnit.SECONDS);
            switch (args[1]) {
                case "return" -> {}
                case "exit" -> System.exit(0);
                case "throw" -> throw new IllegalStateException("the end of main");
                default -> new CompletableFuture<Void>().join();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "return, true, true",
        "exit, true, true",
        "throw, true, true",
        "terminated, true, true",
        "killed, true, false",
        "return, false, false"
    })
    void aProgramThatExitsLeavesTheRoomUnlessKilled(String how, boolean leaves, boolean hasLeft) throws Exception {
        try (var stub = new StubServer()) {
            var joined = new CompletableFuture<Void>();
            var farewell = stub.serve(wire -> {
                wire.accept().readText();
                wire.sendText(JOINED);
                joined.complete(null);
                try {
                    return wire.readText();
                } catch (IOException cut) {
                    return "cut";
                }
            });
            var program = start(stub.base(), how, leaves);
            try {
                assertThat(joined).succeedsWithin(30, TimeUnit.SECONDS);
                switch (how) {
                    case "terminated" -> program.destroy();
                    case "killed" -> program.destroyForcibly();
                    default -> {}
                }
                assertThat(farewell).succeedsWithin(30, TimeUnit.SECONDS).isEqualTo(hasLeft ? LEAVE : "cut");
                assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
            } finally {
                program.destroyForcibly();
            }
        }
    }

    @Test
    void allPeersShareOneHookThatIsRemovedWithTheLastPeer() {
        var one = exit.add(() -> CompletableFuture.completedFuture(null));
        var other = exit.add(() -> CompletableFuture.completedFuture(null));
        assertThat(hooks).hasSize(1);
        one.close();
        one.close();
        assertThat(hooks).hasSize(1);
        other.close();
        assertThat(hooks).isEmpty();
        exit.add(() -> CompletableFuture.completedFuture(null)).close();
        assertThat(hooks).isEmpty();
    }

    @Test
    void exitWaitsForAllPeersUpToALimit() throws Exception {
        var asked = new ArrayList<String>();
        var unused = exit.add(() -> {
            throw new IllegalStateException("a peer that cannot leave");
        });
        unused = exit.add(() -> {
            asked.add("one");
            return new CompletableFuture<Void>();
        });
        unused = exit.add(() -> {
            asked.add("other");
            return CompletableFuture.completedFuture(null);
        });
        long begun = System.nanoTime();
        hooks.get(0).start();
        hooks.get(0).join();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(LeaveOnExit.LIMIT, LeaveOnExit.LIMIT.plusSeconds(5));
        assertThat(asked).containsExactly("one", "other");
    }

    @Test
    void addingAPeerDuringShutdownDoesNotThrow() {
        var exiting = new LeaveOnExit(
                hook -> {
                    throw new IllegalStateException("Shutdown in progress");
                },
                hook -> {
                    throw new IllegalStateException("Shutdown in progress");
                });
        exiting.add(() -> CompletableFuture.completedFuture(null)).close();
        assertThat(hooks).isEmpty();
    }

    private static Process start(String base, String how, boolean leaves) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        base,
                        how,
                        String.valueOf(leaves))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
