package rtc.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.Deployed;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** Peers that do not read, on a server that limits only the total size of all outboxes. */
@ExtendWith(ArquillianExtension.class)
@Timeout(120)
final class OutboxesIT {

    private static final int STALLED = 8;
    private static final int MOST = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.messages-per-second = 0
                muc.bytes-per-second = 0
                muc.outbox-size = 0
                muc.outbox-messages = 0
                muc.send-timeout = 0
                muc.outboxes-size = 4MiB
                """);
    }

    @Test
    void onlyTheFullestOutboxesAreClosedOverTheTotalLimit() throws IOException {
        String room = UUID.randomUUID().toString();
        List<RawWebSocket> stalled = new ArrayList<>();
        try (Listener other = Listener.in(Deployed.ws(), room);
                RawWebSocket talker =
                        Handshake.with(Deployed.ws(), "/muc/" + room).open()) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < STALLED; i++) {
                stalled.add(Handshake.with(Deployed.ws(), "/muc/" + room)
                        .receiveBuffer(4096)
                        .open());
                ids.add(stalled.get(i).join());
            }
            talker.join();
            for (int sent = 0; sent < MOST && !talker.readable(Duration.ofMillis(1)); sent++) {
                talker.send(to(ids.get(0)));
                talker.send(to(ids.get(sent % STALLED)));
            }

            assertThat(talker.text()).isEqualTo(json("{'type':'peer_left','peer':'" + ids.get(0) + "'}"));
            await("the log's word").atMost(PATIENCE).until(() -> Deployed.log().contains("over muc.outboxes-size"));
            while (talker.readable(Duration.ofMillis(300))) {
                assertThat(talker.text())
                        .as("for what was sent to it meanwhile")
                        .contains("unknown_peer");
            }
            assertThat(other.ending()).isZero();
        } finally {
            for (RawWebSocket each : stalled) {
                each.close();
            }
        }
    }

    private static Frame to(String id) {
        return Frame.text(json("{'type':'to','peer':'" + id + "','event':'e','data':'" + "x".repeat(60_000) + "'}"));
    }
}
