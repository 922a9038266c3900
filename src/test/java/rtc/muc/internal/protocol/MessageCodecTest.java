package rtc.muc.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.muc.internal.protocol.ClientMessage.Invalid;
import rtc.muc.internal.protocol.ClientMessage.Join;
import rtc.muc.internal.protocol.ClientMessage.Status;
import rtc.muc.internal.protocol.ClientMessage.To;
import rtc.muc.internal.protocol.ServerMessage.Failure;
import rtc.muc.internal.protocol.ServerMessage.From;

final class MessageCodecTest {

    private static final MessageCodec CODEC = new MessageCodec(MessageLimits.DEFAULT);
    private static final String PROCESSING = "Error processing incoming message: ";

    @AfterAll
    static void close() {
        CODEC.close();
    }

    @ParameterizedTest
    @MethodSource
    void refusesMessagesThatViolateTheProtocol(String text, String code, String msg) {
        Failure refusal = refusal(text);

        assertThat(refusal.code().code()).isEqualTo(code);
        assertThat(refusal.msg()).isEqualTo(msg);
    }

    static Stream<Arguments> refusesMessagesThatViolateTheProtocol() {
        String notObject = PROCESSING + "not a JSON object";
        String notJson = PROCESSING + "not valid JSON";
        String noType = "Incoming message does not have a type";
        String noTarget = "'to' is missing a mandatory value";
        String noStatus = "'update_status' is missing the status";
        return Stream.of(
                bad("", notObject),
                bad("   ", notObject),
                bad("null", notObject),
                bad("1", notObject),
                bad("\"join\"", notObject),
                bad("[]", notObject),
                bad(json("[{'type':'join'}]"), notObject),
                bad("nonsense", notObject),
                bad(json("\uFEFF{'type':'join'}"), notObject),
                bad("{", notJson),
                bad(json("{'type':'join'"), notJson),
                bad(json("{'type':'join'}}"), notJson),
                bad(json("{'type':'join'} x"), notJson),
                bad(json("{'type':'join'}{'type':'join'}"), notJson),
                bad(json("{'type':'join'}\u00A0"), notJson),
                bad("{\"type\":'join'}", notJson),
                bad("{type:\"join\"}", notJson),
                bad(json("{'type':'join',}"), notJson),
                bad(json("{'type':'join','x':01}"), notJson),
                bad(json("{'type':'join','x':NaN}"), notJson),
                bad(json("{'type':'join','x':'\n'}"), notJson),
                bad(json("{'type':'join','x':'\\x'}"), notJson),
                bad(json("{'type':'join','x':[1}"), notJson),
                bad("{}", noType),
                bad(json("{'type':null}"), noType),
                bad(json("{'type':1}"), noType),
                bad(json("{'type':['join']}"), noType),
                bad(json("{'type':{'type':'join'}}"), noType),
                Arguments.of(json("{'type':''}"), "unknown_type", "Unknown message type"),
                Arguments.of(json("{'type':'JOIN'}"), "unknown_type", "Unknown message type"),
                Arguments.of(json("{'type':'joined'}"), "unknown_type", "Unknown message type"),
                bad(json("{'type':'join','status':[]}"), "Unable to join"),
                bad(json("{'type':'join','status':'{}'}"), "Unable to join"),
                bad(json("{'type':'join','status':0}"), "Unable to join"),
                bad(json("{'type':'join','status':false}"), "Unable to join"),
                bad(json("{'type':'status'}"), noStatus),
                bad(json("{'type':'status','status':null}"), noStatus),
                bad(json("{'type':'status','status':[1]}"), noStatus),
                bad(json("{'type':'to'}"), noTarget),
                bad(json("{'type':'to','peer':'p'}"), noTarget),
                bad(json("{'type':'to','event':'e'}"), noTarget),
                bad(json("{'type':'to','peer':1,'event':'e'}"), noTarget),
                bad(json("{'type':'to','peer':'p','event':''}"), noTarget),
                bad(json("{'type':'to','peer':'p','event':null}"), noTarget),
                bad(json("{'type':'to','peer':'p','event':'" + "e".repeat(65) + "'}"), "Event name too long"),
                bad(
                        json("{'type':'to','peer':'p','event':'" + "\uD83D\uDE00".repeat(65) + "'}"),
                        "Event name too long"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "left", "status_changed", "newListener", "removeListener", "l\\u0065ft"})
    void refusesReservedEventNamesByDefault(String event) {
        String text = json("{'type':'to','peer':'p','event':'" + event + "'}");

        assertThat(refusal(text).msg()).isEqualTo("Reserved event name");
        try (MessageCodec open = new MessageCodec(MessageLimits.DEFAULT.withReservedEvents(true))) {
            assertThat(open.read(text)).isInstanceOf(To.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {"type":"leave","type":"leave"}                              | duplicate key
                {"type":"leave","x":1,"x":1}                                 | duplicate key
                {"type":"leave","typ\\u0065":1}                              | duplicate key
                {"type":"leave","x":{"a":1,"b":[{"c":1,"c":2}]}}             | duplicate key
                {"type":"to","peer":"p","event":"e","data":{"a":1,"\\u0061":1}} | duplicate key
                {"type":"leave","x":"\\ud800"}                               | lone surrogate
                {"type":"leave","x":"\\udc00"}                               | lone surrogate
                {"type":"leave","x":"\\ud800\\ud800\\udc00"}                 | lone surrogate
                {"type":"leave","x":{"\\ud83d":1}}                           | lone surrogate
                {"type":"leave","x":"\\udc00\\ud800"}                        | lone surrogate
                {"type":"leave","x":"\\ud83dx\\ude00"}                       | lone surrogate
                """)
    void refusesDuplicateKeysAndLoneSurrogatesAtAnyDepth(String text, String problem) {
        assertThat(refusal(text).code()).isEqualTo(ErrorCode.BAD_MESSAGE);
        assertThat(refusal(text).msg()).isEqualTo(PROCESSING + problem);
    }

    @Test
    void refusesUnescapedLoneSurrogates() {
        Failure lone = invalid("bad_message", PROCESSING + "lone surrogate");

        assertThat(refusal(json("{'type':'leave','x':'\uD83D'}"))).isEqualTo(lone);
        assertThat(refusal(json("{'type':'leave','x':'\uDE00\uD83D'}"))).isEqualTo(lone);
        assertThat(CODEC.read(json("{'type':'leave','x':'\uD83D\uDE00 \\ud83d\\uDE00 \\\\ud83d'}")))
                .isEqualTo(new ClientMessage.Leave());
    }

    @Test
    void acceptsThirtyTwoLevelsOfNestingButNotThirtyThree() {
        assertThat(CODEC.read(nested(32))).isInstanceOf(To.class);
        Failure tooDeep =
                invalid("bad_message", PROCESSING + "nested too deeply").about("p", "e");
        assertThat(refusal(nested(33))).isEqualTo(tooDeep);
        assertThat(refusal(nested(900))).isEqualTo(tooDeep);
        assertThat(refusal(nested(1001))).isEqualTo(tooDeep);
        assertThat(refusal(nested(60_000))).isEqualTo(tooDeep);
    }

    @Test
    void acceptsNumbersOfUpToAHundredCharacters() {
        String longest = "-0." + "1".repeat(97);
        String text = json("{'type':'to','peer':'p','event':'e','data':[%s]}");

        assertThat(CODEC.read(text.formatted(longest))).isEqualTo(new To("p", "e", new JsonText("[" + longest + "]")));
        assertThat(refusal(text.formatted(longest + "1")))
                .isEqualTo(
                        invalid("bad_message", PROCESSING + "number too long").about("p", "e"));
        assertThat(refusal(json("{'type':'leave','x':" + "9".repeat(101) + "}")))
                .isEqualTo(invalid("bad_message", PROCESSING + "number too long"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e9999",
                "1E+9999",
                "-1.5e-9999",
                "1e0000000000000009999",
                "0e-0",
                "1e+00",
                "9999.9999",
                "\"1e10000\"",
                "{\"1e10000\":\"e99999\"}"
            })
    void acceptsExponentsThatOtherParsersCanRead(String number) {
        assertThat(CODEC.read(json("{'type':'to','peer':'p','event':'e','data':" + number + "}")))
                .isEqualTo(new To("p", "e", new JsonText(number)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e10000",
                "1E+10000",
                "1e-10000",
                "-0.000e-99999",
                "0e99999",
                "1e0000099999",
                "1e2147483648",
                "1e99999999999999999999999",
                "1e-9223372036854775809"
            })
    void refusesExponentsThatOtherParsersCannotReadAtAnyDepth(String number) {
        Failure tooLarge = invalid("bad_message", PROCESSING + "exponent out of range");

        assertThat(refusal(json("{'type':'leave','x':" + number + "}"))).isEqualTo(tooLarge);
        assertThat(refusal(json("{'type':" + number + "}"))).isEqualTo(tooLarge);
        assertThat(refusal(json("{'type':'join','status':{'n':[{'n':" + number + "}]}}")))
                .isEqualTo(tooLarge);
        assertThat(refusal(json("{'type':'status','status':{'n':[[" + number + "]]}}")))
                .isEqualTo(tooLarge);
        assertThat(refusal(json("{'type':'to','peer':'p','event':'e','data':[1,[" + number + "]]}")))
                .isEqualTo(tooLarge.about("p", "e"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {"type":"to","peer":"p","event":"left"}                                     | "peer":"p","event":"left"
                {"type":"to","peer":"p"}                                                    | "peer":"p"
                {"type":"to","event":"e","peer":null}                                       | "event":"e"
                {"type":"to","peer":"","event":""}                                          | "peer":"","event":""
                {"type":"to","peer":"\\u0000\\\"","event":7}                                | "peer":"\\u0000\\\""
                {"type":"to","peer":"p","event":"e","data":{"a":1,"a":2}}                   | "peer":"p","event":"e"
                {"data":{"a":1,"a":2},"event":"e","peer":"p","type":"to"}                   | "peer":"p","event":"e"
                {"data":[1e10000],"event":"e","peer":"p","type":"to"}                       | "peer":"p","event":"e"
                {"data":"\\ud800","event":"e","peer":"p","type":"to"}                       | "peer":"p","event":"e"
                {"data":1,"event":"\\ud800","peer":"p","type":"to"}                         | "peer":"p"
                {"data":1,"event":"e","peer":"\\udc00","type":"to"}                         | "event":"e"
                {"type":"to","peer":"p","event":"e","data":NaN}                             | "peer":"p","event":"e"
                {"type":"to","peer":"p","event":"e","data":1} x                             | "peer":"p","event":"e"
                {"type":"to","peer":"p","peer":"q","event":"e"}                             | "peer":"p","event":"e"
                """)
    void errorsNameTheRefusedEvent(String text, String named) {
        assertThat(CODEC.write(refusal(text))).endsWith("\"code\":\"bad_message\"," + named + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"dance\",\"peer\":\"p\",\"event\":\"e\"}",
                "{\"type\":\"status\",\"status\":1,\"peer\":\"p\",\"event\":\"e\"}",
                "{\"peer\":\"p\",\"event\":\"e\",\"data\":[1,}",
                "{\"peer\":\"p\",\"event\":\"e\"}"
            })
    void errorsOfOtherMessagesNameNoEvent(String text) {
        assertThat(CODEC.write(refusal(text))).doesNotContain("\"peer\"").doesNotContain("\"event\"");
    }

    @Test
    void veryLongNamesAreOmittedFromErrors() {
        String to = json("{'type':'to','peer':'%s','event':'%s'}");

        assertThat(refusal(to.formatted("p".repeat(256), "e".repeat(256))))
                .isEqualTo(invalid("bad_message", "Event name too long").about("p".repeat(256), "e".repeat(256)));
        assertThat(refusal(to.formatted("p".repeat(257), "e".repeat(257))))
                .isEqualTo(invalid("bad_message", "Event name too long"));
    }

    @Test
    void acceptsAStatusOfUpToFourKibibytes() {
        String status = json("{'a':'" + "\u00E4".repeat(2044) + "'}");

        assertThat(CODEC.read(json("{'type':'status','status':" + status + "}")))
                .isEqualTo(new Status(new JsonText(status)));
        assertThat(refusal(json("{'type':'status','status':" + status.replace("{", "{ ") + "}")))
                .isEqualTo(invalid("too_large", "Status larger than 4096 bytes"));
        assertThat(refusal(json("{'type':'join','status':" + status.replace("{", "{ ") + "}")))
                .isEqualTo(invalid("too_large", "Status larger than 4096 bytes"));
    }

    @Test
    void keepsPayloadsUnchanged() {
        String data = "{ \"b\":1e2 ,\t\"a\":[ -0,1.0,\"\\u00e4\\/\"] }";
        String text =
                "\n{ \"data\" :\r\n " + data + json(" , 'event':'e','peer':'p','extra':{'type':'x'},'type':'to' } ");

        assertThat(CODEC.read(text)).isEqualTo(new To("p", "e", new JsonText(data)));
        assertThat(CODEC.write(new From("q", "e", new JsonText(data))))
                .isEqualTo(json("{'type':'from','peer':'q','event':'e','data':" + data + "}"));
    }

    @Test
    void ignoresUnknownFields() {
        assertThat(CODEC.read(json("{'type':'join','status':{'a':1},'id':'mine','from':'other'}")))
                .isEqualTo(new Join(new JsonText(json("{'a':1}")), false));
    }

    @Test
    void findsPayloadsAtAnyPosition() {
        long seed = 20261122;
        RandomJson random = new RandomJson(new Random(seed));
        for (int i = 0; i < 5_000; i++) {
            String data = random.value(5);
            Deque<String> fields = new ArrayDeque<>();
            fields.add(json("'type':'to'"));
            fields.add(json("'peer' :'p'"));
            fields.add(json("'event':'e'"));
            fields.add("\"data\"" + random.space() + ":" + random.space() + data + random.space());
            fields.add("\"extra\":" + random.value(3));
            String text = "{" + String.join(random.space() + "," + random.space(), random.shuffled(fields)) + "}";

            assertThat(CODEC.read(text))
                    .as("seed %d, message %d: %s", seed, i, text)
                    .isEqualTo(new To("p", "e", new JsonText(data)));
        }
    }

    @Test
    void readsGarbageWithoutAnExceptionEscaping() {
        Random random = new Random(20261123);
        String good = json("{'type':'to','peer':'p','event':'e','data':{'a':[1,'\\u00e4']}}");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder broken = new StringBuilder(good);
            for (int edits = random.nextInt(4); edits >= 0; edits--) {
                broken.setCharAt(
                        random.nextInt(broken.length()), "{}[]\",:\\u01e-. \uD800x".charAt(random.nextInt(17)));
            }
            ClientMessage read = CODEC.read(broken.toString());

            assertThat(read).as(broken.toString()).isNotNull();
            if (read instanceof Invalid invalid) {
                assertThat(CODEC.write(invalid.error())).startsWith(json("{'type':'error','msg':"));
            }
        }
    }

    private static Arguments bad(String text, String msg) {
        return Arguments.of(text, "bad_message", msg);
    }

    private static Failure refusal(String text) {
        return ((Invalid) CODEC.read(text)).error();
    }

    private static Failure invalid(String code, String msg) {
        ErrorCode error = Stream.of(ErrorCode.values())
                .filter(candidate -> candidate.code().equals(code))
                .findFirst()
                .orElseThrow();
        return new Failure(error, msg);
    }

    private static String nested(int levels) {
        return json(
                "{'type':'to','peer':'p','event':'e','data':" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}");
    }
}
