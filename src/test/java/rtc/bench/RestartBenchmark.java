package rtc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.fault.FaultProxy;
import rtc.it.Deployed;
import rtc.signaling.MucSignaling;
import rtc.signaling.WebSocketChannel;

/**
 * Redeploys the application while clients that reconnect with the default pauses are connected: measures how long it
 * takes until all are back in their rooms, and how many of them connect within one second.
 *
 * <p>For a quick try: {@code -Dmuc.bench.clients=20}.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(600)
@Tag("bench")
final class RestartBenchmark {

    private static final String WAR = "muc";
    private static final int CLIENTS = Integer.getInteger("muc.bench.clients", 200);
    private static final int PEERS_PER_ROOM = 10;

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    private Deployer deployer;

    @Deployment(name = WAR, managed = false, testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @Test
    void allClientsReconnectWithinAMinute() throws Exception {
        deployer.deploy(WAR);
        try (FaultProxy proxy = FaultProxy.to(Deployed.ws())) {
            List<MucSignaling> clients = new ArrayList<>();
            List<CompletableFuture<Void>> back = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(join(proxy, "restart " + i / PEERS_PER_ROOM, back));
            }
            deployer.undeploy(WAR);
            deployer.deploy(WAR);
            long deployed = System.nanoTime();
            for (CompletableFuture<Void> each : back) {
                each.get(3, TimeUnit.MINUTES);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - deployed);
            List<Long> arrivals = proxy.arrivals();
            int attempts = arrivals.size() - CLIENTS;
            int peak = peak(arrivals.subList(CLIENTS, arrivals.size()));
            clients.forEach(MucSignaling::close);
            deployer.undeploy(WAR);
            System.out.printf(
                    Locale.ROOT,
                    "%n%d clients back %.1f s after the deployment, by %d connections, at most %d in a second%n",
                    CLIENTS,
                    took.toMillis() / 1e3,
                    attempts,
                    peak);
            assertThat(took).isLessThan(Duration.ofSeconds(60));
        }
    }

    private static MucSignaling join(FaultProxy proxy, String room, List<CompletableFuture<Void>> back)
            throws Exception {
        var channel = WebSocketChannel.builder(proxy.address(Deployed.ws()) + "muc", room);
        MucSignaling client = MucSignaling.builder(channel::build).reconnect().build();
        CompletableFuture<Void> returned = new CompletableFuture<>();
        client.onReconnected((oldId, newId) -> returned.complete(null));
        client.onClosed(ending -> returned.completeExceptionally(new AssertionError(ending)));
        client.connect().get(30, TimeUnit.SECONDS);
        back.add(returned);
        return client;
    }

    /** The largest number of arrivals within one second. */
    private static int peak(List<Long> arrivals) {
        int peak = 0;
        int first = 0;
        for (int last = 0; last < arrivals.size(); last++) {
            while (arrivals.get(last) - arrivals.get(first) > TimeUnit.SECONDS.toNanos(1)) {
                first++;
            }
            peak = Math.max(peak, last - first + 1);
        }
        return peak;
    }
}
