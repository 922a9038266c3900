package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.signaling.Ending;
import rtc.signaling.MucSignaling;
import rtc.signaling.SignalingPeer;
import rtc.signaling.WebSocketChannel;

/** The Java client against the deployed server. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class JavaClientIT {

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @Test
    void twoClientsJoinExchangeMessagesAndLeave() throws Exception {
        MucSignaling ada = client("a caf\u00E9 room");
        MucSignaling bob = client("a caf\u00E9 room");
        BlockingQueue<SignalingPeer> adaMeets = new LinkedBlockingQueue<>();
        BlockingQueue<SignalingPeer> bobMeets = new LinkedBlockingQueue<>();
        BlockingQueue<JsonValue> heard = new LinkedBlockingQueue<>();
        BlockingQueue<JsonObject> statuses = new LinkedBlockingQueue<>();
        CompletableFuture<Void> left = new CompletableFuture<>();
        CompletableFuture<Ending> ended = new CompletableFuture<>();
        ada.onPeerJoined(adaMeets::add);
        bob.onPeerJoined(peer -> {
            bobMeets.add(peer);
            var unusedOffer = peer.on("offer", heard::add);
            var unusedStatus = peer.onStatusChanged(statuses::add);
            var unusedLeft = peer.onLeft(() -> left.complete(null));
        });
        ada.onClosed(ended::complete);

        ada.setStatus(Map.of("name", "Ada"));
        ada.connect().get(10, TimeUnit.SECONDS);
        bob.connect().get(10, TimeUnit.SECONDS);
        SignalingPeer bobAtAda = next(adaMeets);
        SignalingPeer adaAtBob = next(bobMeets);
        assertThat(bobAtAda.first()).isTrue();
        assertThat(adaAtBob.first()).isFalse();
        assertThat(bobAtAda.id()).isEqualTo(bob.id());
        assertThat(adaAtBob.status().getString("name")).isEqualTo("Ada");

        bobAtAda.send("offer", Map.of("sdp", "v=0")).get(10, TimeUnit.SECONDS);
        assertThat(next(heard))
                .isEqualTo(Json.createObjectBuilder().add("sdp", "v=0").build());
        ada.setStatus(Map.of("name", "Ada", "muted", true));
        assertThat(next(statuses).getBoolean("muted")).isTrue();

        ada.close();
        left.get(10, TimeUnit.SECONDS);
        assertThat(ended.get(10, TimeUnit.SECONDS).code()).isEqualTo(1000);
        assertThat(bob.peers()).isEmpty();
        bob.close();
    }

    @Test
    void connectingToARefusedRoomFails() {
        MucSignaling nobody = client("a\nb");

        assertThat(nobody.connect())
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("400");
    }

    private static MucSignaling client(String room) {
        return new MucSignaling(new WebSocketChannel(Deployed.ws() + "muc", room));
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }
}
