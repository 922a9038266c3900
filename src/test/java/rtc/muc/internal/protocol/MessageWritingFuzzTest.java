package rtc.muc.internal.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import rtc.muc.internal.protocol.ServerMessage.ServerEvent;

/** Arbitrary events from an application on the server. */
final class MessageWritingFuzzTest {

    private static final MessageCodec CODEC = new MessageCodec(MessageLimits.DEFAULT);

    @AfterAll
    static void close() {
        CODEC.close();
    }

    @FuzzTest(maxDuration = "10m")
    void eventsOfTheApplicationArriveUnchanged(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        String event = text.lines().findFirst().orElse("");
        JsonText data = CODEC.json(text);

        Map<String, JsonTokens> fields =
                JsonTokens.of(CODEC.write(new ServerEvent(event, data))).fields();

        assertThat(fields)
                .containsExactly(
                        Map.entry("type", JsonTokens.ofString("event")),
                        Map.entry("event", JsonTokens.ofString(event)),
                        Map.entry("data", JsonTokens.ofString(text)));
    }
}
