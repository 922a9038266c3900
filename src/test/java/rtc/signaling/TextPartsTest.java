package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts of text messages, as a server's WebSocket client delivers them. */
class TextPartsTest {

    private final List<String> received = new ArrayList<>();
    private final TextParts parts = new TextParts(5, received::add, () -> received.add("too large"));

    @Test
    void partsAreJoined() {
        parts.onMessage("a", true);
        parts.onMessage("b", false);
        parts.onMessage("", false);
        parts.onMessage("cdef", true);
        parts.onMessage("", true);

        assertThat(received).containsExactly("a", "bcdef", "");
    }

    @Test
    void nothingIsDeliveredAfterATextThatIsTooLong() {
        parts.onMessage("abc", false);
        parts.onMessage("def", false);
        parts.onMessage("g", true);
        parts.onMessage("h", true);

        assertThat(received).containsExactly("too large");
    }
}
