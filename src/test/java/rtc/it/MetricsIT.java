package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.bench.ServerProcess;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** The metrics of the server, read from another process. */
@ExtendWith(ArquillianExtension.class)
@Timeout(120)
final class MetricsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SECOND = "second";
    private static final String HOST = ",host=" + (Deployed.isOnPayara() ? "server" : "default-host");
    private static final String NAME = "rtc.muc:type=Rooms,context=" + context() + HOST;
    private static final String NAME_OF_SECOND = "rtc.muc:type=Rooms,context=/second" + HOST;

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    private Deployer deployer;

    @SuppressWarnings("NullAway.Init")
    private ServerMetrics metrics;

    @Deployment(testable = false, name = "first")
    static Archive<?> war() {
        return Deployed.war("muc.access = open\nmuc.peers-per-room = 2");
    }

    @Deployment(testable = false, managed = false, name = SECOND)
    static Archive<?> second() {
        return ShrinkWrap.create(WebArchive.class, "second.war").merge(Deployed.war());
    }

    @BeforeEach
    void connect() throws IOException {
        metrics = ServerMetrics.of(ServerProcess.started().handle().pid());
    }

    @AfterEach
    void disconnect() throws IOException {
        metrics.close();
    }

    @Test
    void peersConnectionsAndRefusalsAreCounted() throws Exception {
        long joins = read("Joins");
        long full = read("EndedRoomFull");
        long invalid = read("HandshakesInvalid");
        List<RawWebSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sockets.add(Handshake.with(Deployed.ws(), "/muc/room").open());
        }
        try {
            sockets.get(0).join();
            sockets.get(1).join();
            sockets.get(2).send("{\"type\":\"join\"}");
            sockets.get(2).awaitClose();
            becomes(2, () -> read("Peers"));
            becomes(2, () -> read("Connections"));
            becomes(joins + 2, () -> read("Joins"));
            assertThat(read("Rooms")).isEqualTo(1);
            assertThat(read("EndedRoomFull")).isEqualTo(full + 1);
        } finally {
            for (RawWebSocket socket : sockets) {
                socket.close();
            }
        }
        becomes(0, () -> read("Connections"));
        becomes(0, () -> read("Rooms"));

        String tooLong = "/muc/" + "a".repeat(200);
        assertThat(Handshake.with(Deployed.ws(), tooLong).status()).isEqualTo(400);
        assertThat(read("HandshakesInvalid")).isEqualTo(invalid + 1);
    }

    /** Payara Micro would start another server for the second application. */
    @Test
    @Tag("not-payara-micro")
    void eachApplicationHasItsOwnUntilItEnds() throws Exception {
        assertThat(metrics.names()).contains(NAME).doesNotContain(NAME_OF_SECOND);
        deployer.deploy(SECOND);
        assertThat(metrics.names()).contains(NAME, NAME_OF_SECOND);
        deployer.undeploy(SECOND);
        assertThat(metrics.names()).contains(NAME).doesNotContain(NAME_OF_SECOND);
    }

    private long read(String attribute) throws IOException {
        return metrics.read(NAME, attribute);
    }

    /** {@return the context path of the application under test; {@code /} for the root} */
    private static String context() {
        String path = Deployed.http().getPath();
        return path.length() > 1 ? path.substring(0, path.length() - 1) : path;
    }

    private static void becomes(long value, Callable<Long> number) {
        await().atMost(SOON).untilAsserted(() -> assertThat(number.call()).isEqualTo(value));
    }
}
