package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackoffTest {

    private static final Duration NONE = Duration.ZERO;
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private final SignalingException broken = SignalingException.closed(new Ending(CloseCode.BROKEN, ""));

    private double luck;
    private final Backoff backoff = new Backoff(Reconnect.standard(), () -> luck);

    @Test
    void pausesLieBetweenTheShortestAndADoublingCeiling() {
        luck = 0;
        assertThat(pauses(8)).containsExactly(500, 500, 500, 500, 500, 500, 500, 500);
        backoff.reset();
        luck = 1;
        assertThat(pauses(8)).containsExactly(1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000);
        backoff.reset();
        luck = 0.5;
        assertThat(pauses(3)).containsExactly(750, 1250, 2250);
    }

    @ParameterizedTest
    @EnumSource(names = {"GOING_AWAY", "RESTARTING"})
    void theFirstPauseIsShortIfTheServerAnnouncesItsEnd(CloseCode code) {
        var end = SignalingException.closed(new Ending(code, ""));
        luck = 0;
        assertThat(pause(end)).isZero();
        backoff.reset();
        luck = 0.5;
        assertThat(pause(end)).isEqualTo(Duration.ofMillis(250));
        backoff.reset();
        luck = 1;
        assertThat(pause(end)).isEqualTo(Duration.ofMillis(500));
        assertThat(pause(end)).as("it ends again soon").isEqualTo(Duration.ofSeconds(2));
        assertThat(pauses(2)).containsExactly(4000, 8000);
    }

    @Test
    void theFirstPauseIsNotShortAfterOtherFailures() {
        for (var code : List.of(CloseCode.BROKEN, CloseCode.INTERNAL_ERROR, CloseCode.OVERLOADED)) {
            backoff.reset();
            assertThat(pause(SignalingException.closed(new Ending(code, "")))).hasMillis(500);
        }
        backoff.reset();
        assertThat(pause(SignalingException.refused(503, null, new Exception())))
                .hasMillis(500);
    }

    @Test
    void theCeilingHoldsAfterManyAttempts() {
        luck = 1;
        assertThat(pauses(5000)).endsWith(30000, 30000);
    }

    @Test
    void aPauseRequestedByTheServerIsExtendedAtRandom() {
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
    void notFoundIsRetriedTenTimesEvenAfterALongOutage() {
        for (int i = 0; i < 30; i++) {
            assertThat(backoff.next(broken, true, NONE)).isPresent();
        }
        var notFound = SignalingException.refused(404, null, new Exception());
        for (int i = 0; i < Backoff.NOT_FOUND_ATTEMPTS; i++) {
            assertThat(backoff.next(notFound, true, NONE)).isPresent();
        }
        assertThat(backoff.next(notFound, true, NONE)).isEmpty();
    }

    @Test
    void pausesDuringTheResumeWindowAreAtMostASixthOfIt() {
        luck = 1;
        assertThat(pauses(9, WINDOW)).containsExactly(1000, 2000, 4000, 5000, 5000, 5000, 5000, 5000, 30000);

        backoff.connected();
        assertThat(pauses(1, WINDOW)).as("the connection did not last").containsExactly(5000);
        backoff.reset();
        backoff.connected();
        assertThat(pauses(3, Duration.ofSeconds(1))).containsExactly(500, 500, 4000);
    }

    @Test
    void aRequestedPauseIsRespectedDuringTheResumeWindow() {
        luck = 1;
        var busy = SignalingException.refused(503, Duration.ofSeconds(20), new Exception());
        assertThat(backoff.next(busy, true, WINDOW).orElseThrow().delay()).isEqualTo(Duration.ofSeconds(21));
    }

    @Test
    void attemptsAreCountedUntilTheBackoffIsReset() {
        assertThat(backoff.next(broken, false, NONE))
                .get()
                .extracting(Interruption::attempt)
                .isEqualTo(1);
        assertThat(backoff.next(broken, false, NONE))
                .get()
                .extracting(Interruption::attempt)
                .isEqualTo(2);
        backoff.reset();
        assertThat(backoff.next(broken, false, NONE))
                .get()
                .extracting(Interruption::attempt)
                .isEqualTo(1);
    }

    @Test
    void lastingFailuresAreNotRetried() {
        assertThat(backoff.next(SignalingException.closed(Ending.normal()), false, NONE))
                .isEmpty();
        assertThat(new Backoff(Reconnect.standard().attempts(1), () -> 0).next(broken, false, NONE))
                .isPresent();
    }

    private int[] pauses(int count) {
        return pauses(count, NONE);
    }

    private int[] pauses(int count, Duration window) {
        return IntStream.range(0, count)
                .map(i -> (int)
                        backoff.next(broken, true, window).orElseThrow().delay().toMillis())
                .toArray();
    }

    private Duration pause(SignalingException why) {
        return backoff.next(why, false, NONE).orElseThrow().delay();
    }
}
