package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final Duration SILENCE = Duration.ofSeconds(45);
    private static final Duration THIRD = SILENCE.dividedBy(3);

    private final ManualTimer time = new ManualTimer();
    private int pings;
    private int deaths;
    private final Heartbeat heartbeat = heartbeat(SILENCE);

    @Test
    void aServerThatSendsMessagesIsNotPinged() {
        heartbeat.begin();
        for (int i = 0; i < 10; i++) {
            heartbeat.heard();
            time.pass(THIRD);
        }
        assertThat(pings).isZero();
        assertThat(deaths).isZero();
    }

    @Test
    void aServerThatOnlyAnswersPingsIsNotReportedDead() {
        heartbeat.begin();
        for (int i = 0; i < 10; i++) {
            time.pass(THIRD);
            if (i % 2 == 0) {
                heartbeat.heard();
            }
        }
        assertThat(pings).isEqualTo(5);
        assertThat(deaths).isZero();
    }

    @Test
    void aServerThatAnswersNoPingIsReportedDeadOnce() {
        heartbeat.begin();
        heartbeat.heard();
        time.pass(THIRD);
        time.pass(THIRD);
        time.pass(THIRD);
        assertThat(pings).isEqualTo(2);
        assertThat(deaths).isZero();
        time.pass(THIRD);
        assertThat(deaths).isEqualTo(1);
        time.pass(SILENCE.multipliedBy(2));
        assertThat(pings).isEqualTo(2);
        assertThat(deaths).isEqualTo(1);
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void anEndedHeartbeatDoesNothing() {
        heartbeat.begin();
        heartbeat.end();
        assertThat(time.isIdle()).isTrue();
        time.pass(SILENCE.multipliedBy(2));
        assertThat(pings).isZero();
        assertThat(deaths).isZero();
    }

    @Test
    void withoutALimitNoPingIsSent() {
        heartbeat(Duration.ZERO).begin();
        assertThat(time.isIdle()).isTrue();
    }

    private Heartbeat heartbeat(Duration silence) {
        return new Heartbeat(silence, time, () -> pings++, () -> deaths++);
    }
}
