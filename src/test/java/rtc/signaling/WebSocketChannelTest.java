package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The channel over real loopback sockets, against a server that follows a script. */
@Timeout(60)
class WebSocketChannelTest {

    private StubServer server;

    @BeforeEach
    void start() throws IOException {
        server = new StubServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ws://host:1/muc,          room,      ws://host:1/muc/room",
        "ws://host:1/muc///,       room,      ws://host:1/muc/room",
        "wss://host,               a b,       wss://host/a%20b",
        "http://host/x,            a/b?c#d%e, ws://host/x/a%2Fb%3Fc%23d%25e",
        "https://host/x,           Zoë+😀,    wss://host/x/Zo%C3%AB%2B%F0%9F%98%80",
        "ws://[::1]:8080/muc,      .,         ws://[::1]:8080/muc/.",
    })
    void theAddressConsistsOfTheBaseAndTheEncodedParts(String base, String part, String address) {
        assertThat(new WebSocketChannel(base, part).address()).hasToString(address);
    }

    @Test
    void anyNumberOfPartsIsAllowed() {
        assertThat(new WebSocketChannel("ws://host/", "a", "b c", "").address()).hasToString("ws://host/a/b%20c/");
        assertThat(new WebSocketChannel("ws://host/muc/").address()).hasToString("ws://host/muc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host/muc", "ftp://host/", "ws:", "ws://host/muc?room=", "ws://host/#x", "ws://a b/"})
    void invalidBasesAreRefused(String base) {
        assertThatThrownBy(() -> new WebSocketChannel(base, "room")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theHandshakeRequestsTheEncodedAddress() {
        var path = server.serve(wire -> {
            wire.accept();
            return wire.path();
        });
        open(new WebSocketChannel(server.base() + "/muc/", "a b/ü%2F", "x?y#z"));
        assertThat(path.join()).isEqualTo("/muc/a%20b%2F%C3%BC%252F/x%3Fy%23z");
    }

    @Test
    void textsArriveInOrderInBothDirections() throws Exception {
        int count = 2000;
        var served = server.serve(wire -> {
            wire.accept();
            for (int i = 0; i < count; i++) {
                wire.sendText(wire.readText());
            }
            return wire.readClose();
        });
        var channel = channel();
        var received = received(channel);
        open(channel);
        for (int i = 0; i < count; i++) {
            var unused = channel.send("Nº " + i);
        }
        for (int i = 0; i < count; i++) {
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("Nº " + i);
        }
        channel.close();
        assertThat(served.join()).isEqualTo(1000);
        assertThat(received).isEmpty();
    }

    @Test
    void largeTextsArriveWholeOrInFragments() throws Exception {
        var large = "é".repeat(512 << 10);
        var served = server.serve(wire -> {
            wire.accept().sendText(large);
            wire.sendFragments(large, "", large);
            wire.sendPing();
            return wire.readText();
        });
        var channel = channel();
        var received = received(channel);
        open(channel);
        assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo(large);
        assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo(large + large);
        channel.send(large).join();
        assertThat(served.join()).isEqualTo(large);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 429, 500, 503})
    void aRefusedHandshakeReportsItsStatus(int status) {
        var served = server.serve(wire -> {
            wire.refuse(status);
            return "";
        });
        var channel = channel();
        var ended = ended(channel);
        var failure = failure(channel.connect());
        assertThat(failure.code()).isEqualTo(SignalingException.REFUSED);
        assertThat(failure.httpStatus()).hasValue(status);
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(failure(channel.send("x")).code()).isEqualTo(SignalingException.CLOSED);
        assertThat(ended).isNotDone();
    }

    @Test
    void aClosedPortIsUnreachable() throws IOException {
        server.close();
        assertThat(failure(channel().connect()).code()).isEqualTo(SignalingException.UNREACHABLE);
    }

    @Test
    void aCutOrUnansweredHandshakeFailsAndIsClosed() {
        var cut = server.serve(wire -> {
            wire.cut();
            return "";
        });
        var first = channel().connect();
        assertThat(cut).succeedsWithin(20, TimeUnit.SECONDS);
        var silent = server.serve(wire -> {
            wire.awaitEnd();
            return "";
        });
        var second = channel().connect();
        assertThat(silent).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(failure(first).code()).isEqualTo(SignalingException.UNREACHABLE);
        assertThat(failure(second).code()).isEqualTo(SignalingException.UNREACHABLE);
    }

    @ParameterizedTest
    @CsvSource({"1000, bye", "1001, going away", "1013, room full", "4403, forbidden", "4429, too fast"})
    void theServersCloseIsReported(int code, String reason) {
        var served = server.serve(wire -> {
            wire.accept().sendText("last");
            wire.sendClose(code, reason);
            return wire.readClose();
        });
        var channel = channel();
        var received = received(channel);
        var ended = ended(channel);
        open(channel);
        assertThat(ended.join()).isEqualTo(new Ending(code, reason));
        assertThat(received).containsExactly("last");
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(failure(channel.send("x")).code()).isEqualTo(SignalingException.CLOSED);
    }

    @Test
    void aCloseWithoutACodeIsReportedAsNormal() {
        var served = server.serve(wire -> {
            wire.accept().sendCloseWithoutCode();
            return wire.readClose();
        });
        var channel = channel();
        var ended = ended(channel);
        open(channel);
        assertThat(ended.join().code()).isEqualTo(1000);
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aCutConnectionIsReportedAs1006() {
        var served = server.serve(wire -> {
            wire.accept().readText();
            wire.cut();
            return "";
        });
        var channel = channel();
        var ended = ended(channel);
        open(channel);
        var unused = channel.send("x");
        assertThat(ended.join().code()).isEqualTo(1006);
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aConnectionThatEndsWithoutACloseIsReportedAs1006() {
        var served = server.serve(wire -> {
            wire.accept();
            return "";
        });
        var channel = channel();
        var ended = ended(channel);
        open(channel);
        assertThat(ended.join().code()).isEqualTo(1006);
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void messagesSentBeforeCloseArrive() {
        var served = server.serve(wire -> {
            wire.accept();
            String text = wire.readText() + wire.readText();
            return text + wire.readClose();
        });
        var channel = channel();
        var ended = ended(channel);
        open(channel);
        var first = channel.send("a");
        var second = channel.send("b");
        channel.close();
        channel.close();
        assertThat(failure(channel.send("c")).code()).isEqualTo(SignalingException.CLOSED);
        assertThat(served.join()).isEqualTo("ab1000");
        assertThat(CompletableFuture.allOf(first, second)).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(ended.join()).isEqualTo(new Ending(1000, ""));
    }

    @Test
    void closeEndsAConnectionWhoseServerNoLongerReads() {
        var over = new CompletableFuture<Void>();
        var served = server.serve(wire -> {
            wire.accept();
            over.join();
            return "";
        });
        var channel = channel();
        var ended = ended(channel);
        open(channel);
        var large = "x".repeat(8 << 20);
        var first = channel.send(large);
        var second = channel.send(large);
        assertThat(failure(channel.send("x")).code()).isEqualTo(SignalingException.OVERFLOW);
        channel.close();
        assertThat(ended.join().code()).isEqualTo(1006);
        assertThat(failure(second).code()).isEqualTo(SignalingException.CLOSED);
        assertThat(failure(first).code()).isEqualTo(SignalingException.CLOSED);
        over.complete(null);
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void closeFailsAPendingConnect() {
        var asked = new CompletableFuture<Void>();
        var served = server.serve(wire -> {
            asked.complete(null);
            wire.awaitEnd();
            return "";
        });
        var channel = channel();
        var connected = channel.connect();
        asked.join();
        channel.close();
        assertThat(failure(connected).code()).isEqualTo(SignalingException.CLOSED);
        assertThat(failure(channel.connect()).code()).isEqualTo(SignalingException.CLOSED);
        served.cancel(true);
    }

    @Test
    void connectFailsAfterClose() {
        var channel = channel();
        channel.close();
        assertThat(failure(channel.connect()).code()).isEqualTo(SignalingException.CLOSED);
        assertThat(failure(channel.send("x")).code()).isEqualTo(SignalingException.CLOSED);
    }

    @Test
    void aPeerJoinsExchangesMessagesAndLeaves() throws Exception {
        var served = server.serve(wire -> {
            wire.accept();
            var join = wire.readText();
            wire.sendText(json("{'type':'joined','id':'me','peers':{'a':{'name':'Ada'}}}"));
            wire.sendText(json("{'type':'from','peer':'a','event':'ping','data':1}"));
            var to = wire.readText();
            var leave = wire.readText();
            return String.join("\n", join, to, leave, String.valueOf(wire.readClose()));
        });
        var answered = new CompletableFuture<Void>();
        var ended = new CompletableFuture<Ending>();
        try (var signaling = new MucSignaling(new WebSocketChannel(server.base(), "room"))) {
            signaling.setStatus(Map.of("name", "Me"));
            signaling.onPeerJoined(peer -> peer.on("ping", Integer.class, n -> {
                peer.send("pong", n + 1).join();
                answered.complete(null);
            }));
            signaling.onClosed(ended::complete);
            signaling.connect().join();
            assertThat(signaling.id()).isEqualTo("me");
            answered.get(20, TimeUnit.SECONDS);
        }
        assertThat(served.join()).isEqualTo("""
                        {"type":"join","status":{"name":"Me"},"events":true,"ice":true,"renew":true}
                        {"type":"to","peer":"a","event":"pong","data":2}
                        {"type":"leave"}
                        1000""");
        assertThat(ended.get(20, TimeUnit.SECONDS).code()).isEqualTo(1000);
    }

    private WebSocketChannel channel() {
        return new WebSocketChannel(server.base() + "/muc", "room");
    }

    private static void open(Channel channel) {
        channel.connect().join();
    }

    private static BlockingQueue<String> received(Channel channel) {
        var texts = new LinkedBlockingQueue<String>();
        channel.onMessage(texts::add);
        return texts;
    }

    private static CompletableFuture<Ending> ended(Channel channel) {
        var ended = new CompletableFuture<Ending>();
        channel.onClosed(ended::complete);
        return ended;
    }

    private static SignalingException failure(CompletableFuture<Void> future) {
        return SignalingException.of(catchThrowableOfType(CompletionException.class, future::join));
    }
}
