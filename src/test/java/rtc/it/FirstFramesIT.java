package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.own.Scale;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;
import rtc.wire.RefusedException;

/** Clients that do not wait for the answer to their handshake: they send or disconnect at once. */
@ExtendWith(ArquillianExtension.class)
@Timeout(120)
final class FirstFramesIT {

    private static final Frame JOIN = Frame.text(json("{'type':'join','status':{}}"));
    private static final Frame STATUS = Frame.text(json("{'type':'status','status':{'n':1}}"));
    private static final int PLACES = 20;

    /** More connections than Payara has request threads. */
    private static final int MANY = 230;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                        muc.trusted-proxies = 127.0.0.1
                        muc.sessions-per-address = 20
                        muc.handshakes-per-second = 0
                        muc.join-timeout = 6s
                        """).addPackage(Scale.class.getPackage());
    }

    @Test
    void aFrameSentWithTheHandshakeIsRead() throws Exception {
        try (RawWebSocket ada = with("one", bytes(JOIN)).open()) {
            assertThat(ada.text()).contains("\"joined\"");
        }
    }

    @Test
    void twoFramesSentWithTheHandshakeAreReadInOrder() throws Exception {
        try (Wire ada = Wire.in("two");
                RawWebSocket bob = with("two", bytes(JOIN), bytes(STATUS)).open()) {
            assertThat(bob.text()).contains("\"joined\"");
            assertThat(ada.socket().text()).contains("\"peer_joined\"");
            assertThat(ada.socket().text()).contains("\"peer_status\"");
        }
    }

    @Test
    void aFramePartlySentWithTheHandshakeIsRead() throws Exception {
        for (int length : new int[] {1, 2, 5, 7, 20}) {
            ByteBuffer start = bytes(JOIN);
            ByteBuffer rest = start.duplicate();
            start.limit(length);
            rest.position(length);
            try (RawWebSocket ada = with("part", start).open()) {
                ada.sendRaw(rest);
                assertThat(ada.text()).contains("\"joined\"");
            }
        }
    }

    @Test
    void aPingSentWithTheHandshakeIsAnswered() throws Exception {
        try (RawWebSocket ada =
                with("ping", bytes(Frame.of(Frame.PING, 'h', 'i'))).open()) {
            Frame pong = ada.read();
            assertThat(pong.opcode()).isEqualTo(Frame.PONG);
            assertThat(pong.text()).isEqualTo("hi");
        }
    }

    @Test
    void aCloseSentWithTheHandshakeIsAnswered() throws Exception {
        try (RawWebSocket ada = with("close", bytes(Frame.close(1000))).open()) {
            assertThat(ada.awaitClose()).isEqualTo(1000);
        }
    }

    @Test
    void manyConnectionsWithEarlyFramesDoNotBlockOthers() throws Exception {
        List<RawWebSocket> all = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                all.add(Handshake.with(Deployed.ws(), "/muc/many-" + i % 10)
                        .followedBy(bytes(JOIN), bytes(Frame.of(Frame.PING)))
                        .open());
            }
            for (RawWebSocket each : all) {
                assertThat(each.text()).contains("\"joined\"");
            }
            assertThat(Deployed.page("")).contains("<html");
        } finally {
            for (RawWebSocket each : all) {
                each.close();
            }
        }
    }

    @Test
    void connectionsWithEarlyFramesAreLimitedAndMustJoinInTime() throws Exception {
        List<RawWebSocket> all = new ArrayList<>();
        try {
            for (int i = 0; i < PLACES; i++) {
                all.add(from("203.0.113.1")
                        .followedBy(bytes(Frame.of(Frame.PING)))
                        .open());
            }
            assertThat(from("203.0.113.1").followedBy(bytes(JOIN)).status()).isEqualTo(429);
            for (RawWebSocket each : all) {
                assertThat(each.read().opcode()).isEqualTo(Frame.PONG);
                each.readable(Duration.ofSeconds(9));
                assertThat(each.awaitClose()).isEqualTo(4408);
            }
        } finally {
            for (RawWebSocket each : all) {
                each.close();
            }
        }
    }

    @Test
    void connectionsResetAfterTheHandshakeDoNotCountAsSessions() throws Exception {
        for (int i = 0; i < PLACES / 2; i++) {
            from("203.0.113.2").open().reset();
            from("203.0.113.2").abandon();
        }
        List<RawWebSocket> all = new ArrayList<>();
        try {
            await().atMost(4, TimeUnit.SECONDS)
                    .ignoreExceptionsInstanceOf(RefusedException.class)
                    .until(() -> {
                        while (all.size() < PLACES) {
                            all.add(from("203.0.113.2").open());
                        }
                        return true;
                    });
        } finally {
            for (RawWebSocket each : all) {
                each.close();
            }
        }
    }

    @Test
    void anApplicationEndpointMayAcceptLargerFramesThanOurs() throws Exception {
        try (RawWebSocket socket = Handshake.with(Deployed.ws(), "/scale").open()) {
            socket.send("x".repeat(1024 * 1024));
            assertThat(socket.text()).isEqualTo("1048576");
        }
    }

    private static Handshake with(String room, ByteBuffer... pieces) {
        return Handshake.with(Deployed.ws(), "/muc/" + room).followedBy(pieces);
    }

    /** A handshake that a proxy on this machine forwards. */
    private static Handshake from(String address) {
        return Handshake.with(Deployed.ws(), "/muc/places").header("X-Forwarded-For", address);
    }

    private static ByteBuffer bytes(Frame frame) {
        return frame.masked(ThreadLocalRandom.current().nextInt());
    }
}
