package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rtc.fault.FaultProxy;
import rtc.signaling.MucSignaling;
import rtc.signaling.Reconnect;
import rtc.signaling.SignalingPeer;
import rtc.signaling.WebSocketChannel;

/** The Java client with a server that supports resumption, over a network that fails repeatedly in every way. */
@ExtendWith(ArquillianExtension.class)
@Timeout(300)
final class ResumingClientIT {

    private static final int FAULTS = 50;
    private static final int EVENTS = 1000;
    private static final Duration SILENCE = Duration.ofMillis(400);
    private static final Duration WINDOW = Duration.ofSeconds(4);
    private static final Reconnect SOON = Reconnect.standard().pausing(Duration.ofMillis(20), Duration.ofMillis(300));

    private static final Duration BETWEEN_FAULTS = Duration.ofMillis(100);

    @TempDir
    private Path directory;

    private final List<Integer> toAda = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> toBob = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger interruptions = new AtomicInteger();
    private final AtomicInteger resumptions = new AtomicInteger();
    private final CompletableFuture<String> newId = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("muc.resume-window = 4s");
    }

    @Test
    void noEventIsLostDuplicatedOrReorderedAcrossFiftyFaults() throws Exception {
        try (var proxy = FaultProxy.to(Deployed.ws());
                var bob = direct("faults");
                var ada = through(proxy, "faults")) {
            meet(ada, bob);
            long begun = System.nanoTime();
            int said = 0;
            for (int fault = 0; fault < FAULTS; fault++) {
                said = speak(ada, bob, said, (fault + 1) * EVENTS / FAULTS - 10);
                int before = resumptions.get();
                begin(fault, proxy);
                said = speak(ada, bob, said, (fault + 1) * EVENTS / FAULTS);
                if (fault % 5 == 4) {
                    await().atMost(20, TimeUnit.SECONDS).until(() -> interruptions.get() > before);
                    proxy.calm();
                }
                await().atMost(20, TimeUnit.SECONDS).until(() -> resumptions.get() > before);
            }
            await().atMost(20, TimeUnit.SECONDS).until(() -> toAda.size() >= EVENTS && toBob.size() >= EVENTS);

            List<Integer> all = IntStream.range(0, EVENTS).boxed().toList();
            assertThat(toAda).isEqualTo(all);
            assertThat(toBob).isEqualTo(all);
            assertThat(resumptions).hasValueGreaterThanOrEqualTo(FAULTS);
            assertThat(newId).isNotDone();
            assertThat(left).as("peer_left").isNotDone();
            System.out.printf(
                    "%d events each way across %d faults in %d ms: lost, doubled, out of order 0; %d connections%n",
                    EVENTS,
                    FAULTS,
                    (System.nanoTime() - begun) / 1_000_000,
                    proxy.arrivals().size());
        }
    }

    @Test
    void theBrowserModuleLosesNoEventAcrossFiftyFaults() throws Exception {
        assertThat(NpmTools.install()).as("npm has installed its tools").isTrue();
        try (var proxy = FaultProxy.to(Deployed.ws())) {
            var program = CompletableFuture.runAsync(() -> node(proxy));
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> Files.exists(directory.resolve("met")) || program.isCompletedExceptionally());
            for (int fault = 0; fault < FAULTS && !program.isDone(); fault++) {
                int before = proxy.arrivals().size();
                begin(fault, proxy);
                await().atMost(20, TimeUnit.SECONDS)
                        .until(() -> proxy.arrivals().size() > before || program.isDone());
                proxy.calm();
                await().pollDelay(BETWEEN_FAULTS).until(() -> true);
            }
            Files.createFile(directory.resolve("calm"));

            assertThat(program).succeedsWithin(60, TimeUnit.SECONDS);
        }
    }

    private void node(FaultProxy proxy) {
        try {
            NpmTools.node(
                    directory,
                    NpmTools.SOURCES.resolve("faults.mjs").toAbsolutePath().toString(),
                    Deployed.ws() + "muc",
                    proxy.address(Deployed.ws()) + "muc",
                    NpmTools.file("ws/wrapper.mjs").toAbsolutePath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void onlyAnOutageLongerThanTheResumeWindowIsNoticed() throws Exception {
        try (var proxy = FaultProxy.to(Deployed.ws());
                var bob = direct("outage");
                var ada = through(proxy, "outage")) {
            meet(ada, bob);
            String oldId = ada.id();
            proxy.refuse();
            proxy.cut();
            await().during(WINDOW.minusSeconds(2))
                    .atMost(WINDOW.minusSeconds(1))
                    .until(() -> !left.isDone());
            proxy.admit();
            await().atMost(10, TimeUnit.SECONDS).until(() -> resumptions.get() == 1);
            assertThat(ada.id()).isEqualTo(oldId);

            proxy.refuse();
            proxy.cut();
            left.get(20, TimeUnit.SECONDS);
            proxy.admit();
            assertThat(newId.get(20, TimeUnit.SECONDS)).isNotEqualTo(oldId).isEqualTo(ada.id());
            assertThat(resumptions).hasValue(1);
        }
    }

    private static void begin(int fault, FaultProxy proxy) {
        switch (fault % 5) {
            case 0 -> proxy.cut();
            case 1 -> proxy.reset();
            case 2 -> proxy.loseClients();
            case 3 -> proxy.loseServer();
            default -> proxy.blackHole();
        }
    }

    private static int speak(MucSignaling ada, MucSignaling bob, int from, int to) throws Exception {
        for (int n = from; n < to; n++) {
            var unused = peer(ada, bob.id()).send("n", n);
            peer(bob, ada.id()).send("n", n).get(10, TimeUnit.SECONDS);
        }
        return to;
    }

    private void meet(MucSignaling ada, MucSignaling bob) throws Exception {
        ada.onInterrupted(why -> interruptions.incrementAndGet());
        ada.onResumed(resumptions::incrementAndGet);
        ada.onReconnected((before, now) -> newId.complete(now));
        bob.connect().get(20, TimeUnit.SECONDS);
        ada.connect().get(20, TimeUnit.SECONDS);
        await().atMost(10, TimeUnit.SECONDS).until(() -> bob.peers().size() == 1);
        peer(ada, bob.id()).on("n", Integer.class, toAda::add);
        peer(bob, ada.id()).on("n", Integer.class, toBob::add);
        peer(bob, ada.id()).onLeft(() -> left.complete(null));
    }

    private static SignalingPeer peer(MucSignaling signaling, String id) {
        return signaling.peer(id).orElseThrow();
    }

    private static MucSignaling direct(String room) {
        return new MucSignaling(new WebSocketChannel(Deployed.ws() + "muc", room));
    }

    private static MucSignaling through(FaultProxy proxy, String room) {
        var server = WebSocketChannel.builder(proxy.address(Deployed.ws()) + "muc", room)
                .silence(SILENCE)
                .handshakeTimeout(Duration.ofSeconds(2));
        return MucSignaling.builder(server::build).reconnect(SOON).build();
    }
}
