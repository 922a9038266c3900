package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.bench.ServerProcess;
import rtc.it.client.Caller;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * Redeploys the application several times with open connections, one of which the application itself has opened with
 * the Java client. Does not run on Payara Micro, which cannot undeploy.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(300)
@Tag("not-payara-micro")
@Tag("payara-server")
final class RedeployIT {

    private static final String APPLICATION = "application";
    private static final int PEERS = 50;

    private final List<Leaver> leavers = new ArrayList<>();

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    private Deployer deployer;

    @Deployment(name = APPLICATION, managed = false, testable = false)
    static Archive<?> war() {
        return Deployed.war().addPackage(Caller.class.getPackage());
    }

    @Deployment(name = "threads", testable = false)
    static Archive<?> threads() {
        return RequestThreads.application();
    }

    @AfterEach
    void closeAll() throws IOException {
        for (Leaver leaver : leavers) {
            leaver.close();
        }
    }

    /** On both servers, the class loader of an undeployed application may remain until the next deployment. */
    @Test
    void redeploysLeakNoThreadsClassLoadersOrSockets() throws Exception {
        RequestThreads.startAll();
        redeploy();
        ServerProcess server = ServerProcess.started();
        long loaders = server.instances(Deployed.classLoader());
        long sockets = server.sockets();
        for (int i = 0; i < 3; i++) {
            redeploy();
        }

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(server.threads())
                .noneMatch(name -> name.startsWith("muc-") || name.startsWith("rtc-signaling-")));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(server.instances(Deployed.classLoader())).isLessThanOrEqualTo(loaders + 1));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(server.sockets()).isLessThanOrEqualTo(sockets + 1));
        try (ServerMetrics metrics = ServerMetrics.of(server.handle().pid())) {
            assertThat(metrics.names()).isEmpty();
        }
    }

    private void redeploy() throws Exception {
        deployer.deploy(APPLICATION);
        assertThat(Deployed.page("caller?stay&room=hall&base=" + Deployed.ws() + "muc"))
                .hasSize(36);
        for (int i = 0; i < PEERS; i++) {
            RawWebSocket socket = open("room");
            socket.join();
            leavers.add(Leaver.of(socket));
        }
        deployer.undeploy(APPLICATION);
        assertThat(leavers).extracting(Leaver::code).containsOnly(1012);
        closeAll();
        leavers.clear();
    }

    private static RawWebSocket open(String room) throws IOException {
        return Handshake.with(Deployed.ws(), "/muc/" + room).open();
    }
}
