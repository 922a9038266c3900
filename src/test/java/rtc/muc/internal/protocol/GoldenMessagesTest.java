package rtc.muc.internal.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static rtc.muc.internal.protocol.ErrorCode.BAD_MESSAGE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import rtc.muc.internal.protocol.ClientMessage.Join;
import rtc.muc.internal.protocol.ClientMessage.Leave;
import rtc.muc.internal.protocol.ClientMessage.Ping;
import rtc.muc.internal.protocol.ClientMessage.Renew;
import rtc.muc.internal.protocol.ClientMessage.Resume;
import rtc.muc.internal.protocol.ClientMessage.Status;
import rtc.muc.internal.protocol.ClientMessage.To;
import rtc.muc.internal.protocol.ServerMessage.Failure;
import rtc.muc.internal.protocol.ServerMessage.From;
import rtc.muc.internal.protocol.ServerMessage.Joined;
import rtc.muc.internal.protocol.ServerMessage.PeerJoined;
import rtc.muc.internal.protocol.ServerMessage.PeerLeft;
import rtc.muc.internal.protocol.ServerMessage.PeerStatus;
import rtc.muc.internal.protocol.ServerMessage.Pong;
import rtc.muc.internal.protocol.ServerMessage.Renewed;
import rtc.muc.internal.protocol.ServerMessage.Resumed;
import rtc.muc.internal.protocol.ServerMessage.ServerEvent;

/** Compares every message of the protocol with a file that contains it as it is sent. */
final class GoldenMessagesTest {

    private static final MessageCodec CODEC = new MessageCodec(MessageLimits.DEFAULT);

    private static final Map<String, ClientMessage> CLIENT = Map.ofEntries(
            entry("join", new Join(json("{\"name\":\"Ada\",\"microphone\":true}"), false)),
            entry("join-without-status", new Join(json("{}"), false)),
            entry("join-with-null-status", new Join(json("{}"), false)),
            entry("join-for-events", new Join(json("{}"), true)),
            entry("join-for-ice-and-renewal", new Join(json("{}"), false, true, true)),
            entry("join-to-resume", new Join(json("{}"), false, false, false, true)),
            entry("resume", new Resume("c2VjcmV0", 17)),
            entry("status", new Status(json("{\"name\":\"Ada\",\"tags\":[\"a\",{\"b\":1e2}]}"))),
            entry("to", new To("p-1", "offer", json("{\"sdp\":\"v=0\\r\\n\",\"n\":[1.0,-0,1E+2]}"))),
            entry("to-without-data", new To("p-1", "bye", null)),
            entry("to-with-null", new To("p-1", "bye", json("null"))),
            entry("renew", new Renew("a.b.c")),
            entry("ping", new Ping()),
            entry("leave", new Leave()));

    private static final Map<String, ServerMessage> SERVER = Map.ofEntries(
            entry("joined-alone", new Joined("p-1", Map.of())),
            entry("joined", new Joined("p-3", inOrder("p-1", json("{\"name\":\"Ada\"}"), "p-2", json("{}")))),
            entry(
                    "joined-with-extensions",
                    new Joined("p-1", Map.of(), inOrder("iceServers", json("[]"), "renew", json("true")))),
            entry("peer_joined", new PeerJoined("p-1", json("{ \"name\" : \"Ada\" }"))),
            entry("peer_status", new PeerStatus("p-1", json("{\"n\":1e2}"))),
            entry("peer_left", new PeerLeft("p-1")),
            entry("from", new From("p-1", "offer", json("[1.0, -0]"))),
            entry("from-without-data", new From("p-1", "say \"hi\"", null)),
            entry("from-with-null", new From("p-1", "bye", json("null"))),
            entry("event", new ServerEvent("notice", json("{\"text\":\"soon\"}"))),
            entry("renewed", new Renewed(1_800_000_000, Map.of())),
            entry("resumed", new Resumed(4)),
            entry("pong-with-count", new Pong(3L)),
            entry("pong", new Pong()));

    private static final Map<String, ServerMessage> ERRORS = Map.of(
            "error",
            Failure.ROOM_FULL,
            "error-of-a-to",
            Failure.UNKNOWN_PEER.about("p-1", "say \"hi\""),
            "error-of-a-to-without-event",
            new Failure(BAD_MESSAGE, "'to' is missing a mandatory value").about("p-1", null),
            "error-not-resumable",
            Failure.NOT_RESUMABLE,
            "error-too-many",
            Failure.TOO_MANY_OF_ADDRESS);

    @AfterAll
    static void close() {
        CODEC.close();
    }

    @TestFactory
    Stream<DynamicTest> theServerReadsTheGoldenClientMessages() {
        return CLIENT.entrySet().stream()
                .map(golden -> DynamicTest.dynamicTest(
                        golden.getKey(), () -> assertThat(CODEC.read(text("client/" + golden.getKey())))
                                .isEqualTo(golden.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> theServerWritesTheGoldenServerMessages() {
        return Stream.of(SERVER, ERRORS)
                .flatMap(goldens -> goldens.entrySet().stream())
                .map(golden -> DynamicTest.dynamicTest(golden.getKey(), () -> assertThat(CODEC.write(golden.getValue()))
                        .isEqualTo(text("server/" + golden.getKey()))));
    }

    @TestFactory
    Stream<DynamicTest> everyKindOfMessageHasAFile() {
        return Stream.of(ClientMessage.class, ServerMessage.class)
                .flatMap(kind -> List.of(kind.getPermittedSubclasses()).stream())
                .filter(type -> type != ClientMessage.Invalid.class)
                .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> assertThat(
                                Stream.of(CLIENT, SERVER, ERRORS).flatMap(goldens -> goldens.values().stream()))
                        .hasAtLeastOneElementOfType(type)));
    }

    private static String text(String file) {
        try (InputStream in = GoldenMessagesTest.class.getResourceAsStream(file + ".json")) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonText json(String text) {
        return new JsonText(text);
    }

    private static Map<String, JsonText> inOrder(String first, JsonText one, String second, JsonText two) {
        Map<String, JsonText> peers = new LinkedHashMap<>();
        peers.put(first, one);
        peers.put(second, two);
        return peers;
    }
}
