package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;
import rtc.wire.RefusedException;

/**
 * The limits before the upgrade, with small values: requests up to the limit pass, the next one is refused. Each test
 * sends client addresses of its own, as a proxy does.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(120)
final class AddressLimitsIT {

    private static final Answers ANSWERS = new Answers("Limits before the upgrade");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOO_OFTEN = "429, again after 1 s";

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.trusted-proxies = 127.0.0.1
                muc.sessions-per-node = 30
                muc.sessions-per-address = 3
                muc.handshakes-per-second = 1
                muc.handshake-burst = 30
                muc.peers-per-address = 2
                """);
    }

    @AfterAll
    static void printAnswers() {
        ANSWERS.print();
    }

    @Test
    void sessionsOfAnAddressAreLimited() throws Exception {
        try (RawWebSocket one = from("2001:db8:0:1::1").open();
                RawWebSocket two = from("2001:db8:0:1::2").open();
                RawWebSocket three = from("2001:db8:0:1:ffff::3").open()) {
            assertThat(ANSWERS.note("sessions-per-address: a fourth from its /64", answer("2001:db8:0:1::4")))
                    .isEqualTo("429, again after 30 s");
            assertThat(ANSWERS.note("one from another /64", answer("2001:db8:0:2::4")))
                    .isEqualTo("101");

            three.reset();
            String freed = await().atMost(PATIENCE).until(() -> answer("2001:db8:0:1::4"), "101"::equals);
            ANSWERS.note("when one of the three is gone", freed);
            one.join();
            two.join();
        }
    }

    @Test
    void peersOfAnAddressInARoomAreLimited() throws Exception {
        try (RawWebSocket one = joined("2001:db8:0:9::1", "shared");
                RawWebSocket two = joined("2001:db8:0:9::2", "shared");
                RawWebSocket three = from("2001:db8:0:9::3", "shared").open()) {
            three.send(json("{'type':'join'}"));
            assertThat(ANSWERS.note("peers-per-address: a third of its /64", three.text()))
                    .isEqualTo(json(
                            "{'type':'error','msg':'Too many peers of this address in the room','code':'too_many'}"));
            assertThat(ANSWERS.note("then", three.awaitClose())).isEqualTo(1013);

            joined("2001:db8:0:a::1", "shared").close();
            one.send(json("{'type':'leave'}"));
            assertThat(one.awaitClose()).isEqualTo(1000);
            joined("2001:db8:0:9::4", "shared").close();
            assertThat(two.text()).as("the one of another /64").startsWith(json("{'type':'peer_joined'"));
        }
    }

    @Test
    void handshakeRatesOfAnAddressAreLimited() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(from("192.0.2.1").version(12).status()).isIn(400, 404, 426);
        }
        List<String> answers =
                IntStream.range(0, 30).mapToObj(i -> answer("192.0.2.1")).toList();
        assertThat(answers).contains(TOO_OFTEN).isSubsetOf(TOO_OFTEN, "101");
        ANSWERS.note("handshake-burst: beyond 30 from an address", answers.get(answers.indexOf(TOO_OFTEN)));
        assertThat(ANSWERS.note("one from another address", answer("192.0.2.2")))
                .isEqualTo("101");
    }

    @Test
    void sessionsOfANodeAreLimited() throws Exception {
        List<RawWebSocket> sessions = new ArrayList<>();
        try {
            await("places of earlier tests")
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(RefusedException.class)
                    .until(() -> {
                        while (sessions.size() < 30) {
                            sessions.add(joined("198.51.100." + sessions.size(), "node-" + sessions.size()));
                        }
                        return true;
                    });
            assertThat(ANSWERS.note("sessions-per-node: a 31st", answer("198.51.100.99")))
                    .isEqualTo("503, again after 30 s");
            assertThat(Deployed.log())
                    .contains("A handshake of 198.51.100.99 was refused with 503: this node has as many connections as"
                            + " muc.sessions-per-node allows");

            sessions.remove(0).close();
            String freed = await().atMost(PATIENCE).until(() -> answer("198.51.100.99"), "101"::equals);
            ANSWERS.note("when one of the 30 is gone", freed);
        } finally {
            for (RawWebSocket session : sessions) {
                session.close();
            }
        }
    }

    @Test
    void failedHandshakesDoNotCountAsSessions() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(from("203.0.113.1").version(12).status()).isIn(400, 404, 426);
        }
        for (int i = 0; i < 10; i++) {
            from("203.0.113.1").abandon();
        }
        List<RawWebSocket> sessions = new ArrayList<>();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptionsInstanceOf(RefusedException.class)
                .until(() -> {
                    while (sessions.size() < 3) {
                        sessions.add(joined("203.0.113.1", "nothing-" + sessions.size()));
                    }
                    return true;
                });
        assertThat(answer("203.0.113.1")).startsWith("429");
        for (RawWebSocket session : sessions) {
            session.close();
        }
    }

    /** A handshake that a proxy on this machine forwards. */
    private static Handshake from(String address) {
        return from(address, "anywhere");
    }

    private static Handshake from(String address, String room) {
        return Handshake.with(Deployed.ws(), "/muc/" + room).header("X-Forwarded-For", address);
    }

    /** A peer that has joined, so the join timeout does not apply. */
    private static RawWebSocket joined(String address, String room) throws IOException {
        RawWebSocket peer = from(address, room).open();
        peer.join();
        return peer;
    }

    private static String answer(String address) {
        try {
            from(address).open().close();
            return "101";
        } catch (RefusedException refused) {
            return refused.status() + ", again after "
                    + refused.header("Retry-After").orElse("?") + " s";
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
