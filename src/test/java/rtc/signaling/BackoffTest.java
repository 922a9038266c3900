package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final SignalingException broken = SignalingException.closed(new Ending(CloseCode.BROKEN, ""));

    private double luck;
    private final Backoff backoff = new Backoff(Reconnect.standard(), () -> luck);

    @Test
    void thePausesLieBetweenTheShortestAndACeilingThatDoubles() {
        luck = 0;
        assertThat(pauses(8)).containsExactly(500, 500, 500, 500, 500, 500, 500, 500);
        backoff.reset();
        luck = 1;
        assertThat(pauses(8)).containsExactly(1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000);
        backoff.reset();
        luck = 0.5;
        assertThat(pauses(3)).containsExactly(750, 1250, 2250);
    }

    @Test
    void theCeilingStaysHoweverManyAttemptsThereAre() {
        luck = 1;
        assertThat(pauses(5000)).endsWith(30000, 30000);
    }

    @Test
    void aServerThatAsksForQuietGetsItAndNotAllAtOnce() {
        luck = 1;
        assertThat(pause(SignalingException.closed(new Ending(CloseCode.TOO_FAST, ""))))
                .isEqualTo(Duration.ofSeconds(31));
        assertThat(pause(SignalingException.refused(429, Duration.ofSeconds(7), new Exception())))
                .isEqualTo(Duration.ofSeconds(9));
        assertThat(pause(SignalingException.refused(503, Duration.ZERO, new Exception())))
                .isEqualTo(Duration.ofSeconds(4));
        assertThat(pause(SignalingException.refused(503, Duration.ofDays(3_000_000), new Exception())))
                .isEqualTo(Backoff.LONGEST_QUIET.plusSeconds(8));
    }

    @Test
    void aRoomThatIsNotFoundAfterALongRestartIsStillLookedForTenTimes() {
        for (int i = 0; i < 30; i++) {
            assertThat(backoff.next(broken, true)).isPresent();
        }
        var notFound = SignalingException.refused(404, null, new Exception());
        for (int i = 0; i < Backoff.NOT_FOUND_ATTEMPTS; i++) {
            assertThat(backoff.next(notFound, true)).isPresent();
        }
        assertThat(backoff.next(notFound, true)).isEmpty();
    }

    @Test
    void attemptsAreCountedUntilAConnectionHasHeld() {
        assertThat(backoff.next(broken, false))
                .get()
                .extracting(Interruption::attempt)
                .isEqualTo(1);
        assertThat(backoff.next(broken, false))
                .get()
                .extracting(Interruption::attempt)
                .isEqualTo(2);
        backoff.reset();
        assertThat(backoff.next(broken, false))
                .get()
                .extracting(Interruption::attempt)
                .isEqualTo(1);
    }

    @Test
    void lastingFailuresAreNotRetried() {
        assertThat(backoff.next(SignalingException.closed(Ending.normal()), false))
                .isEmpty();
        assertThat(new Backoff(Reconnect.standard().attempts(1), () -> 0).next(broken, false))
                .isPresent();
    }

    private int[] pauses(int count) {
        return IntStream.range(0, count)
                .map(i -> (int) pause(broken).toMillis())
                .toArray();
    }

    private Duration pause(SignalingException why) {
        return backoff.next(why, false).orElseThrow().delay();
    }
}
