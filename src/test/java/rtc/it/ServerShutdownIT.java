package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.farewell.GuestBook;
import rtc.it.farewell.SlowPolicy;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** The application ends while connections are open: it is undeployed, or on Payara Micro its server is stopped. */
@ExtendWith(ArquillianExtension.class)
@Timeout(300)
@Tag("payara-server")
final class ServerShutdownIT {

    private static final String APPLICATION = "application";
    private static final int PEERS = 50;
    private static final Path BOOK = Path.of(
            System.getProperty("java.io.tmpdir"),
            "guest-book-" + ProcessHandle.current().pid());

    private final List<Leaver> leavers = new ArrayList<>();

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    private Deployer deployer;

    @Deployment(name = APPLICATION, managed = false, testable = false)
    static Archive<?> war() {
        return Deployed.war(GuestBook.FILE + " = " + BOOK).addPackage(GuestBook.class.getPackage());
    }

    @BeforeEach
    void emptyBook() throws IOException {
        Files.deleteIfExists(BOOK);
    }

    @AfterEach
    void closeAll() throws IOException {
        for (Leaver leaver : leavers) {
            leaver.close();
        }
        Files.deleteIfExists(BOOK);
    }

    @Test
    void allPeersAreClosedWith1012AndReportedBeforeTheBeansAreDestroyed() throws Exception {
        deployer.deploy(APPLICATION);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4 * PEERS; i++) {
            RawWebSocket socket = open("room-" + i % 5);
            ids.add(socket.join());
            leavers.add(Leaver.of(socket));
        }
        leavers.add(Leaver.of(open("not-joined")));
        ids.add(waiting("room-0"));

        deployer.undeploy(APPLICATION);
        assertThat(leavers).extracting(Leaver::code).containsOnly(1012);
        awaitEndOfBeans();
        List<String> lines = new ArrayList<>(Files.readAllLines(BOOK));
        assertThat(lines.remove(lines.size() - 1)).isEqualTo(GuestBook.CLOSED);
        assertThat(lines)
                .containsExactlyInAnyOrderElementsOf(ids.stream()
                        .flatMap(id -> List.of("+" + id, "-" + id + " RESTARTING").stream())
                        .toList());
    }

    @Test
    void aStalledPeerIsCutAtUndeployment() throws Exception {
        deployer.deploy(APPLICATION);
        try (RawWebSocket talker = open("stalled");
                RawWebSocket stalled = Handshake.with(Deployed.ws(), "/muc/stalled")
                        .receiveBuffer(4096)
                        .open()) {
            String talkersId = talker.join();
            String id = stalled.join();
            String data = "x".repeat(30 * 1024);
            for (int i = 0; i < 60; i++) {
                talker.send(json("{'type':'to','peer':'" + id + "','event':'e','data':'" + data + "'}"));
            }

            deployer.undeploy(APPLICATION);
            assertThat(stalled.awaitReset(Duration.ofSeconds(5), Duration.ofMillis(100)))
                    .isTrue();
            assertThat(talker.awaitClose()).isEqualTo(1012);
            awaitEndOfBeans();
            assertThat(Files.readAllLines(BOOK))
                    .contains("-" + talkersId + " RESTARTING")
                    .anyMatch(line -> line.startsWith("-" + id));
        }
    }

    /** A peer that does not answer the close frame prolongs the shutdown. */
    @Test
    void aHandshakeThatIsBeingCheckedAtUndeploymentIsRefusedWith503() throws Exception {
        deployer.deploy(APPLICATION);
        try (RawWebSocket unanswering = open("room")) {
            unanswering.join();
            CompletableFuture<List<String>> handshake = CompletableFuture.supplyAsync(ServerShutdownIT::slowAnswer);
            await("the policy is asked").atMost(20, TimeUnit.SECONDS).until(() -> Files.readString(BOOK)
                    .contains(SlowPolicy.ASKED));

            deployer.undeploy(APPLICATION);
            assertThat(handshake.get(30, TimeUnit.SECONDS)).first(STRING).startsWith("HTTP/1.1 503 ");
        }
    }

    /** Waits until the application's beans are destroyed, which may be later than the undeployment returns. */
    private static void awaitEndOfBeans() {
        await("the beans are gone").atMost(20, TimeUnit.SECONDS).until(() -> Files.readString(BOOK)
                .contains(GuestBook.CLOSED));
    }

    private static List<String> slowAnswer() {
        try {
            return Handshake.with(Deployed.ws(), "/muc/" + SlowPolicy.ROOM).answer();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Joins and loses the connection, so that the peer waits for a resumption; returns its id. */
    private static String waiting(String room) throws IOException {
        try (RawWebSocket socket = open(room)) {
            socket.send(json("{'type':'join','resume':true}"));
            return socket.text().split("\"", -1)[7];
        }
    }

    private static RawWebSocket open(String room) throws IOException {
        return Handshake.with(Deployed.ws(), "/muc/" + room).open();
    }
}
