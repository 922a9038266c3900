package rtc.muc.internal.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import rtc.muc.internal.protocol.ClientMessage.Invalid;
import rtc.muc.internal.protocol.ClientMessage.Join;
import rtc.muc.internal.protocol.ClientMessage.Leave;
import rtc.muc.internal.protocol.ClientMessage.Ping;
import rtc.muc.internal.protocol.ClientMessage.Status;
import rtc.muc.internal.protocol.ClientMessage.To;
import rtc.muc.internal.protocol.ServerMessage.From;
import rtc.muc.internal.protocol.ServerMessage.Joined;
import rtc.muc.internal.protocol.ServerMessage.PeerJoined;
import rtc.muc.internal.protocol.ServerMessage.PeerStatus;

/** Arbitrary texts from a client are either refused with a fixed message, or read and relayed unchanged. */
final class MessageReadingFuzzTest {

    private static final MessageCodec CODEC = new MessageCodec(MessageLimits.DEFAULT);
    private static final String ID = "4b0d1c1e-6f0e-4c6a-9a55-0c1f0e1b7a11";
    private static final String HUGE_EXPONENT = ".*[eE][+-]?0*[1-9][0-9]{4}.*";
    private static final String WORDS_OF_A_REFUSAL =
            "Error processing incoming message: [A-Za-z ]+|[A-Z][A-Za-z0-9 ]+|'(to|update_status)' is missing [a-z ]+";

    @AfterAll
    static void close() {
        CODEC.close();
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryEntries({
        "\"type\"",
        "\"join\"",
        "\"status\"",
        "\"to\"",
        "\"leave\"",
        "\"ping\"",
        "\"peer\"",
        "\"event\"",
        "\"events\"",
        "\"data\"",
        "{\"type\":\"to\",\"peer\":\"p\",\"event\":\"e\",\"data\":",
        "{\"type\":\"status\",\"status\":{",
        "{\"type\":\"join\",\"status\":{",
        "true",
        "null",
        "1e9",
        "1E-10000",
        "-0.0",
        "\\u0022",
        "\\ud83d",
        "\\ude00",
        "[[[[",
        "{}"
    })
    void readsWhatTheClientWrote(byte[] bytes) {
        String text = new String(bytes, UTF_8);

        ClientMessage message = CODEC.read(text);

        if (message instanceof Invalid invalid) {
            assertThat(invalid.error().msg()).matches(WORDS_OF_A_REFUSAL);
            assertAnswers(CODEC.write(invalid.error()));
            return;
        }
        JsonTokens tokens = JsonTokens.of(text);
        assertThat(tokens.depth()).isLessThanOrEqualTo(32);
        assertThat(tokens.numbers())
                .allSatisfy(number ->
                        assertThat(number).hasSizeLessThanOrEqualTo(100).doesNotMatch(HUGE_EXPONENT));
        assertSame(message, text, tokens.fields());
    }

    /** Asserts that the answer is complete and repeats nothing that is long or malformed. */
    private static void assertAnswers(String error) {
        Map<String, JsonTokens> fields = JsonTokens.of(error).fields();
        assertThat(fields).containsKeys("type", "msg", "code");
        assertThat(fields.keySet()).isSubsetOf("type", "msg", "code", "peer", "event");
        assertThat(fields.values())
                .allSatisfy(value -> assertThat(value.toString()).hasSizeLessThan(270));
        assertThat(Surrogates.paired(error)).isTrue();
    }

    private static void assertSame(ClientMessage message, String text, Map<String, JsonTokens> fields) {
        if (message instanceof To to) {
            assertThat(fields)
                    .containsEntry("type", JsonTokens.ofString("to"))
                    .containsEntry("peer", JsonTokens.ofString(to.peer()))
                    .containsEntry("event", JsonTokens.ofString(to.event()));
            assertThat(CODEC.problemOfEvent(to.event())).isNull();
            assertSame(to.data(), text, fields.get("data"));
            assertRelays(new From(ID, to.event(), to.data()), "data", to.data());
        } else if (message instanceof Status status) {
            assertThat(fields).containsEntry("type", JsonTokens.ofString("status"));
            assertThat(status.status().isObject()).isTrue();
            assertSame(status.status(), text, fields.get("status"));
            assertRelays(new PeerStatus(ID, status.status()), "status", status.status());
        } else if (message instanceof Join join) {
            assertThat(fields).containsEntry("type", JsonTokens.ofString("join"));
            assertThat(join.status().isObject()).isTrue();
            assertThat(fields.getOrDefault("status", JsonTokens.of("null")))
                    .isIn(JsonTokens.of(join.status().text()), JsonTokens.of("null"));
            assertThat(join.events()).isEqualTo(JsonTokens.of("true").equals(fields.get("events")));
            assertRelays(new PeerJoined(ID, join.status()), "status", join.status());
            assertRelays(
                    new Joined("x", Map.of(ID, join.status())),
                    "peers",
                    new JsonText("{\"" + ID + "\":" + join.status() + "}"));
        } else {
            assertThat(message).isIn(new Leave(), new Ping());
            assertThat(fields).containsEntry("type", JsonTokens.ofString(message instanceof Leave ? "leave" : "ping"));
        }
    }

    /** Asserts that the part which the codec extracted is the original value and occurs unchanged in the text. */
    private static void assertSame(@Nullable JsonText cut, String text, @Nullable JsonTokens original) {
        assertThat(cut == null ? null : JsonTokens.of(cut.text())).isEqualTo(original);
        assertThat(text).contains(cut == null ? "" : cut.text());
    }

    /** Asserts that the relayed message contains the payload unchanged, as its last member. */
    private static void assertRelays(ServerMessage message, String key, @Nullable JsonText payload) {
        String written = CODEC.write(message);
        assertThat(JsonTokens.of(written).fields().get(key))
                .isEqualTo(payload == null ? null : JsonTokens.of(payload.text()));
        assertThat(written).endsWith(payload == null ? "}" : payload.text() + "}");
        assertThat(Surrogates.paired(written)).isTrue();
    }
}
