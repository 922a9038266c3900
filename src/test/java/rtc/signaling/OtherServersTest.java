package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The client with another implementation of the server, which sends no id of the client, no error codes and no close
 * codes, does not answer a leave, and sends messages and members that the client does not know.
 */
@Timeout(60)
class OtherServersTest {

    private static final String JOINED = json("{'type':'joined','peers':{'a':{'name':'Ada'}},'version':3}");

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private StubServer server;

    @BeforeEach
    void start() throws IOException {
        server = new StubServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aPeerJoinsReceivesMessagesAndLeavesOnAMinimalServer() throws Exception {
        var served = server.serve(wire -> {
            wire.accept().readText();
            wire.sendText(JOINED);
            wire.sendText(json("{'type':'weather','sun':true}"));
            wire.sendText(json("{'type':'from','peer':'a','event':'hello','data':1,'at':12,'extra':{}}"));
            wire.sendText(json("{'type':'error','msg':'Trying to send to unknown peer'}"));
            var leave = wire.readText();
            wire.awaitEnd();
            return leave;
        });
        var signaling = signaling();
        signaling.onError(error -> told.add(error.code() + ": " + error.getMessage()));
        signaling.connect().get(20, TimeUnit.SECONDS);
        assertThat(next()).isEqualTo("hello 1");
        assertThat(next()).isEqualTo("error: Trying to send to unknown peer");
        assertThatThrownBy(signaling::id).isInstanceOf(IllegalStateException.class);

        signaling.close();
        assertThat(next()).isEqualTo("closed 1000");
        assertThat(served.get(20, TimeUnit.SECONDS)).isEqualTo(json("{'type':'leave'}"));
        assertThat(told).isEmpty();
    }

    @Test
    void aJoinThatIsRefusedWithoutACodeFailsTheConnect() throws Exception {
        var served = server.serve(wire -> {
            wire.accept().readText();
            wire.sendText(json("{'type':'error','msg':'Unable to join'}"));
            wire.awaitEnd();
            return "";
        });
        var connected = signaling().connect();
        assertThat(connected).failsWithin(20, TimeUnit.SECONDS);
        var failure = SignalingException.of(catchThrowableOfType(CompletionException.class, connected::join));
        assertThat(failure.code()).isEqualTo(SignalingException.ERROR);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(next()).isEqualTo("closed 1008");
        served.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aCloseWithoutACodeEndsTheSession() throws Exception {
        var served = server.serve(wire -> {
            wire.accept().readText();
            wire.sendText(JOINED);
            wire.sendCloseWithoutCode();
            wire.awaitEnd();
            return "";
        });
        var signaling = signaling();
        signaling.connect().get(20, TimeUnit.SECONDS);
        assertThat(next()).isEqualTo("closed 1000");
        served.get(20, TimeUnit.SECONDS);
    }

    @Test
    void theClientReconnectsToAServerThatWasKilled() throws Exception {
        var killed = server.serve(wire -> {
            wire.accept().readText();
            wire.sendText(JOINED);
            wire.sendText(json("{'type':'from','peer':'a','event':'hello','data':1}"));
            wire.readText();
            wire.cut();
            return "";
        });
        var signaling = signaling();
        signaling.onReconnected((oldId, newId) -> told.add("reconnected '" + oldId + "' '" + newId + "'"));
        signaling.connect().get(20, TimeUnit.SECONDS);
        assertThat(next()).isEqualTo("hello 1");
        var restarted = server.serve(wire -> {
            wire.accept();
            var join = wire.readText();
            wire.sendText(json("{'type':'joined','peers':{}}"));
            wire.awaitEnd();
            return join;
        });
        signaling.setStatus(Map.of("name", "Me"));
        killed.get(20, TimeUnit.SECONDS);
        assertThat(next()).isEqualTo("left a");
        assertThat(next()).isEqualTo("reconnected '' ''");
        signaling.close();
        assertThat(restarted.get(20, TimeUnit.SECONDS))
                .isEqualTo(json(
                        "{'type':'join','status':{'name':'Me'},'events':true,'ice':true,'renew':true,'resume':true}"));
    }

    private MucSignaling signaling() {
        var signaling = MucSignaling.builder(() -> new WebSocketChannel(server.base(), "room"))
                .reconnect(Reconnect.standard().pausing(Duration.ofMillis(10), Duration.ofMillis(100)))
                .build();
        signaling.onPeerJoined(peer -> {
            peer.on("hello", data -> told.add("hello " + data));
            peer.onLeft(() -> told.add("left " + peer.id()));
        });
        signaling.onClosed(ending -> told.add("closed " + ending.code()));
        return signaling;
    }

    private String next() throws InterruptedException {
        return String.valueOf(told.poll(20, TimeUnit.SECONDS));
    }
}
