package rtc.muc.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rtc.muc.EndReason;

/** A client that reads slowly, behind buffers that accept all that is sent. */
final class FlowWindowTest {

    private static final long SECOND = 1_000_000_000L;
    private static final String TEXT = "x".repeat(1024);

    /** Every send completes at once. */
    private final FakeWire wire = FakeWire.completing(done -> done.onResult(new SendResult()));

    private final ConnectionLimits limits =
            new ConnectionLimits(0, 0, 0, 0, Duration.ofSeconds(10), Duration.ofSeconds(3));
    private final BoundedOutbox outbox = new BoundedOutbox(wire, Object::toString, limits, new OutboxBudget(0));

    @SuppressWarnings("NullAway.Init")
    private ConnectionSender sender;

    @BeforeEach
    void remember() {
        sender = Objects.requireNonNull(outbox.connection().sender());
    }

    @Test
    void aClientThatNeverAnswersIsNotLimitedAndReceivesFewPings() {
        send(20_000);
        assertThat(wire.sent).hasSize(20_000);
        assertThat(wire.pings).isEqualTo(FlowWindow.MANY);
        assertThat(outbox.isStuck(0)).isFalse();
        assertThat(outbox.isStuck(20 * SECOND)).isFalse();
    }

    @Test
    void aClientThatAnswersHasLimitedDataInFlight() {
        send(FlowWindow.STEP / 1024);
        answer();
        send(1000);
        assertThat(wire.sent).hasSize((FlowWindow.STEP + FlowWindow.SIZE) / 1024);
        answer();
        assertThat(wire.sent).hasSize((FlowWindow.STEP + 2 * FlowWindow.SIZE) / 1024);
        while (wire.sent.size() < 1000 + FlowWindow.STEP / 1024) {
            answer();
        }
    }

    @Test
    void pingsContinueAfterALongBurstBeforeTheFirstAnswer() {
        send(20_000);
        for (int answered = 0; answered < wire.allPings.size(); answered++) {
            assertThat(sender.confirm(wire.allPings.get(answered).getLong(0))).isTrue();
            outbox.flush();
        }
        assertThat(wire.pings).isGreaterThan(FlowWindow.MANY);
        send(1000);
        assertThat(wire.sent).hasSizeGreaterThan(20_000);
        assertThat(outbox.isStuck(0)).isFalse();
        answer();
        assertThat(outbox.isStuck(20 * SECOND)).isFalse();
    }

    @Test
    void aTextLargerThanTheWindowIsConfirmed() {
        send(FlowWindow.STEP / 1024);
        answer();
        assertThat(outbox.add("x".repeat(2 * FlowWindow.SIZE))).isTrue();
        send(10);
        while (wire.sent.size() < FlowWindow.STEP / 1024 + 11) {
            answer();
        }
    }

    @Test
    void aClientThatStopsAnsweringIsStuckAfterTheSendTimeout() {
        send(FlowWindow.STEP / 1024);
        answer();
        send(1000);
        assertThat(outbox.isStuck(0)).isFalse();
        assertThat(outbox.isStuck(9 * SECOND)).isFalse();
        answer();
        assertThat(outbox.isStuck(18 * SECOND)).isFalse();
        assertThat(outbox.isStuck(27 * SECOND)).isFalse();
        assertThat(outbox.isStuck(29 * SECOND)).isTrue();
    }

    @Test
    void aSilentClientWithNoWaitingMessagesIsNotStuck() {
        send(FlowWindow.STEP / 1024);
        answer();
        send(10);
        assertThat(outbox.isStuck(0)).isFalse();
        assertThat(outbox.isStuck(100 * SECOND)).isFalse();
    }

    @Test
    void aCloseSendsRemainingMessagesWithoutWaitingForAnswers() {
        send(FlowWindow.STEP / 1024);
        answer();
        send(1000);
        outbox.close(EndReason.REMOVED);
        assertThat(wire.sent).hasSize(1000 + FlowWindow.STEP / 1024);
        assertThat(wire.closes).containsExactly("REMOVED");
    }

    @Test
    void anAnswerCountsOnceAndOnlyForASentPing() {
        assertThat(sender.confirm(0)).isFalse();
        assertThat(sender.confirm(1)).isFalse();
        send(FlowWindow.STEP / 1024);
        long asked = wire.lastPing.getLong(0);
        assertThat(sender.confirm(asked + 1)).isFalse();
        send(FlowWindow.STEP / 1024);
        long again = wire.lastPing.getLong(0);
        assertThat(sender.confirm(again)).isTrue();
        assertThat(sender.confirm(again)).isFalse();
        assertThat(sender.confirm(asked)).isFalse();
    }

    private void send(int texts) {
        for (int i = 0; i < texts; i++) {
            assertThat(outbox.add(TEXT)).isTrue();
        }
        assertThat(outbox.flush()).isTrue();
    }

    /** The client has received all that was sent, and answers the last ping. */
    private void answer() {
        ByteBuffer ping = wire.lastPing;
        assertThat(sender.confirm(ping.getLong(0))).isTrue();
        outbox.flush();
    }
}
