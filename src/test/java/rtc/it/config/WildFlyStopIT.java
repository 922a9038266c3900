package rtc.it.config;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rtc.FreePorts;
import rtc.it.Deployed;
import rtc.it.Leaver;
import rtc.it.farewell.GuestBook;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * A WildFly stops while peers join and leave: for each peer that joined, the application is notified exactly once that
 * the peer has left.
 */
@Tag("full-wildfly")
@Timeout(180)
final class WildFlyStopIT {

    private static final int PEERS = 200;
    private static final int VISITORS = 4;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path home = Path.of(System.getProperty("muc.it.home", ""));
    private final Path folder = home.resolveSibling("wildfly-stop");
    private final Path book = home.resolveSibling("wildfly-stop-book.txt");
    private final int port = FreePorts.one();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Leaver> leavers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** How a server is stopped. */
    enum Way {
        TERMINATED {
            @Override
            void stop(WildFlyProcess server) throws IOException {
                server.signal("TERM");
            }
        },
        SHUT_DOWN {
            @Override
            void stop(WildFlyProcess server) throws IOException {
                server.say(":shutdown");
            }
        },
        SUSPENDED_AND_SHUT_DOWN {
            @Override
            void stop(WildFlyProcess server) throws IOException {
                server.say(":shutdown(suspend-timeout=5)");
            }
        };

        abstract void stop(WildFlyProcess server) throws IOException;
    }

    @AfterEach
    void closeAll() throws Exception {
        over.set(true);
        for (Thread thread : threads) {
            thread.join(SOON.toMillis());
        }
        for (Leaver leaver : leavers) {
            leaver.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachPeersLeaveIsReportedExactlyOnce(Way way) throws Exception {
        Files.deleteIfExists(book);
        try (WildFlyProcess server =
                WildFlyProcess.start(home, folder, FreePorts.one(), List.of("-Djboss.http.port=" + port))) {
            server.deploy(application());
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < PEERS; i++) {
                ids.add(peer(i));
            }
            ids.add(waiting());
            AtomicInteger visits = visits();
            await().atMost(SOON).until(() -> visits.get() > 20);

            way.stop(server);
            await("stopped").atMost(SOON).until(() -> !server.isAlive());
            check(ids);
            assertThat(leavers).extracting(Leaver::code).isSubsetOf(1001, 1012);
        }
    }

    private void check(List<String> ids) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(book));
        assertThat(lines.remove(lines.size() - 1)).isEqualTo(GuestBook.CLOSED);
        Map<String, List<String>> byPeer =
                lines.stream().collect(groupingBy(line -> line.substring(1).split(" ", 2)[0]));
        assertThat(byPeer.keySet()).containsAll(ids);
        assertThat(byPeer.values()).allSatisfy(events -> {
            assertThat(events).hasSize(2);
            assertThat(events.get(0)).startsWith("+");
            assertThat(events.get(1)).startsWith("-");
        });
        System.out.printf("WildFly stopped: %d peers have joined and left%n", byPeer.size());
    }

    private Path application() throws IOException {
        Path war = Files.createDirectories(folder.resolveSibling("wildfly-stop-war"))
                .resolve("farewell.war");
        Deployed.war(GuestBook.FILE + " = " + book + "\nmuc.sessions-per-address = 0\nmuc.handshakes-per-second = 0\n")
                .addPackage(GuestBook.class.getPackage())
                .as(ZipExporter.class)
                .exportTo(war.toFile(), true);
        return war;
    }

    /** Joins a room and stays; returns the peer's id. */
    private String peer(int number) throws IOException {
        RawWebSocket socket = open("room-" + number % 5);
        String id = socket.join();
        leavers.add(Leaver.of(socket));
        return id;
    }

    /** Joins and loses the connection, so that the peer waits for a resumption; returns its id. */
    private String waiting() throws IOException {
        try (RawWebSocket socket = open("room-0")) {
            socket.send(json("{'type':'join','resume':true}"));
            return socket.text().split("\"", -1)[7];
        }
    }

    /** Lets peers repeatedly join the rooms of the others, send a status, and leave; returns the number of visits. */
    private AtomicInteger visits() {
        AtomicInteger visits = new AtomicInteger();
        for (int visitor = 0; visitor < VISITORS; visitor++) {
            String room = "room-" + visitor;
            repeat(() -> {
                try (RawWebSocket socket = open(room)) {
                    socket.join();
                    socket.send(json("{'type':'status','status':{'n':1}}"));
                    visits.incrementAndGet();
                }
            });
        }
        return visits;
    }

    private RawWebSocket open(String room) throws IOException {
        return Handshake.with(URI.create("ws://127.0.0.1:" + port + "/"), "/farewell/muc/" + room)
                .open();
    }

    /** Repeats a task on a thread of its own until the test is over or the task fails. */
    private void repeat(Task task) {
        Thread thread = new Thread(() -> {
            try {
                while (!over.get()) {
                    task.run();
                }
            } catch (IOException | RuntimeException | AssertionError stopped) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    @FunctionalInterface
    private interface Task {

        void run() throws IOException;
    }
}
