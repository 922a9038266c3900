package rtc.signaling.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rtc.signaling.ManualTimer;

class StallGuardTest {

    private final ManualTimer time = new ManualTimer();
    private int waiting;
    private int nudges;
    private final StallGuard guard = new StallGuard(() -> waiting, () -> nudges++, time::after);

    @Test
    void aStalledWriteIsNudgedAtIncreasingIntervals() {
        write();
        time.pass(StallGuard.PATIENCE.minusNanos(1));
        assertThat(nudges).isZero();
        time.pass(StallGuard.PATIENCE);
        assertThat(nudges).isEqualTo(1);
        time.pass(StallGuard.PATIENCE);
        assertThat(nudges).isEqualTo(1);
        time.pass(StallGuard.PATIENCE);
        assertThat(nudges).isEqualTo(2);

        done();
        time.pass(StallGuard.PATIENCE.multipliedBy(4));
        assertThat(nudges).isEqualTo(2);
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void quickWritesAreNotNudged() {
        for (int i = 0; i < 100; i++) {
            write();
            time.pass(StallGuard.PATIENCE.dividedBy(2));
            done();
        }
        time.pass(StallGuard.PATIENCE);
        assertThat(nudges).isZero();
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void writesInAMovingQueueAreNotNudged() {
        write();
        for (int i = 0; i < 100; i++) {
            write();
            time.pass(StallGuard.PATIENCE.dividedBy(2));
            done();
        }
        assertThat(nudges).isZero();
        time.pass(StallGuard.PATIENCE);
        time.pass(StallGuard.PATIENCE);
        assertThat(nudges).isEqualTo(1);
    }

    @Test
    void aWriteThatIsDoneAtOnceIsNotWatched() {
        guard.begun();
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void aWriteAfterAPauseIsWatchedAgain() {
        write();
        done();
        time.pass(StallGuard.PATIENCE);
        assertThat(time.isIdle()).isTrue();
        write();
        time.pass(StallGuard.PATIENCE);
        assertThat(nudges).isEqualTo(1);
    }

    @Test
    void theWatchEndsWithTheConnection() {
        write();
        guard.end();
        time.pass(StallGuard.PATIENCE);
        write();
        assertThat(nudges).isZero();
        assertThat(time.isIdle()).isTrue();
    }

    private void write() {
        waiting++;
        guard.begun();
    }

    private void done() {
        guard.done();
        waiting--;
    }
}
