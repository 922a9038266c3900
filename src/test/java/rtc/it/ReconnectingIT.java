package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rtc.fault.FaultProxy;
import rtc.signaling.MucSignaling;
import rtc.signaling.Reconnect;
import rtc.signaling.SignalingPeer;
import rtc.signaling.WebSocketChannel;

/**
 * The Java client when the network to the deployed server fails and the server does not support resumption. While the
 * client is disconnected, one peer stays, one leaves, and one joins.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(120)
final class ReconnectingIT {

    /** A fault of the connection. */
    private enum Fault {
        CUT,
        RESET,
        RESET_AND_REFUSED,
        SERVER_DOES_NOT_NOTICE,
        CLIENT_DOES_NOT_NOTICE,
        BLACK_HOLE;

        void begin(FaultProxy proxy) {
            switch (this) {
                case CUT -> proxy.cut();
                case RESET -> proxy.reset();
                case RESET_AND_REFUSED -> {
                    proxy.refuse();
                    proxy.reset();
                }
                case SERVER_DOES_NOT_NOTICE -> proxy.loseClients();
                case CLIENT_DOES_NOT_NOTICE -> proxy.loseServer();
                case BLACK_HOLE -> proxy.blackHole();
            }
        }

        /** Lets new connections pass from now on. */
        void end(FaultProxy proxy) {
            proxy.admit();
            proxy.calm();
        }
    }

    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final Reconnect SOON = Reconnect.standard().pausing(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("muc.resume-window = 0");
    }

    @ParameterizedTest
    @EnumSource
    void theClientRejoinsTheRoomAfterAFault(Fault fault) throws Exception {
        var room = "back after " + fault;
        var goes = direct(room);
        try (var proxy = FaultProxy.to(Deployed.ws());
                var stays = direct(room);
                var ada = through(proxy, room)) {
            join(stays, "stays");
            join(goes, "goes");
            join(ada, "ada");
            var stayed = peer(ada, stays.id());
            var oldId = ada.id();
            var interrupted = new CompletableFuture<Void>();
            var back = new CompletableFuture<Void>();
            listen(ada, interrupted, back);

            long begun = System.nanoTime();
            fault.begin(proxy);
            interrupted.get(30, TimeUnit.SECONDS);
            long noticed = System.nanoTime();
            goes.close();
            try (var comes = direct(room)) {
                join(comes, "comes");
                awaitGone(comes, goes.id());
                long ended = System.nanoTime();
                fault.end(proxy);
                back.get(30, TimeUnit.SECONDS);
                System.out.printf(
                        "%-24s noticed after %5d ms, back %5d ms after its end, %d connections%n",
                        fault,
                        (noticed - begun) / 1_000_000,
                        (System.nanoTime() - ended) / 1_000_000,
                        proxy.arrivals().size());

                assertThat(ada.id()).isNotEqualTo(oldId);
                assertThat(ada.peers()).extracting(SignalingPeer::id).containsExactlyInAnyOrder(stays.id(), comes.id());
                assertThat(peer(ada, stays.id())).isSameAs(stayed);
                assertThat(stayed.first()).isFalse();
                assertThat(told).containsExactlyInAnyOrder("left goes", "here comes");
                told.clear();

                peer(stays, ada.id()).send("hello").get(10, TimeUnit.SECONDS);
                assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("hello of stays");
            }
        }
    }

    @Test
    void aSlowNetworkDoesNotInterruptTheConnection() throws Exception {
        try (var proxy = FaultProxy.to(Deployed.ws());
                var near = direct("slow");
                var far = through(proxy, "slow")) {
            proxy.toServer().delay(Duration.ofMillis(400)).slow(4000);
            proxy.toClients().delay(Duration.ofMillis(400)).slow(4000);
            join(near, "near");
            join(far, "far");
            var heard = new CompletableFuture<String>();
            var interrupted = new CompletableFuture<Void>();
            far.onInterrupted(interruption -> interrupted.complete(null));
            peer(far, near.id()).on("hello", String.class, heard::complete);
            peer(near, far.id()).send("hello", "x".repeat(8000)).get(10, TimeUnit.SECONDS);
            assertThat(heard.get(30, TimeUnit.SECONDS)).hasSize(8000);
            assertThat(interrupted).isNotDone();
        }
    }

    private void listen(MucSignaling ada, CompletableFuture<Void> interrupted, CompletableFuture<Void> back) {
        ada.peers().forEach(this::listen);
        ada.onPeerJoined(peer -> {
            told.add("here " + name(peer));
            listen(peer);
        });
        ada.onInterrupted(interruption -> interrupted.complete(null));
        ada.onReconnected((oldId, newId) -> back.complete(null));
    }

    private void listen(SignalingPeer peer) {
        peer.on("hello", data -> told.add("hello of " + name(peer)));
        peer.onLeft(() -> told.add("left " + name(peer)));
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

    private static void join(MucSignaling signaling, String name) throws Exception {
        signaling.setStatus(Map.of("name", name));
        signaling.connect().get(20, TimeUnit.SECONDS);
    }

    /** Waits until the server has announced that a peer left. */
    private static void awaitGone(MucSignaling signaling, String id) throws Exception {
        var gone = new CompletableFuture<Void>();
        for (var peer : signaling.peers()) {
            if (peer.id().equals(id)) {
                peer.onLeft(() -> gone.complete(null));
            }
        }
        if (signaling.peers().stream().noneMatch(peer -> peer.id().equals(id))) {
            gone.complete(null);
        }
        gone.get(20, TimeUnit.SECONDS);
    }

    private static SignalingPeer peer(MucSignaling signaling, String id) throws Exception {
        var found = new CompletableFuture<SignalingPeer>();
        var subscription = signaling.onPeerJoined(peer -> offer(found, peer, id));
        signaling.peers().forEach(peer -> offer(found, peer, id));
        var peer = found.get(20, TimeUnit.SECONDS);
        subscription.close();
        return peer;
    }

    private static void offer(CompletableFuture<SignalingPeer> found, SignalingPeer peer, String id) {
        if (peer.id().equals(id)) {
            found.complete(peer);
        }
    }

    private static String name(SignalingPeer peer) {
        return peer.status().getString("name");
    }
}
