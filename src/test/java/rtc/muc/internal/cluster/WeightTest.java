package rtc.muc.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;

final class WeightTest {

    @Test
    void aTextOfAnySizeHasAPositiveWeight() {
        String half = "x".repeat(1 << 29);

        assertThat(Weight.of(half, half)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void theLargestMessageOfAClientFitsIntoASession() {
        int largest = 64 << 20;
        ServerMessage.From event = new ServerMessage.From("a1", "offer", new JsonText("x".repeat(largest)));

        assertThat(new NodeMessage.Relay("b1", event).weight())
                .isGreaterThan(2 * largest)
                .isLessThan(LinkContext.MOST_WEIGHT);
    }
}
