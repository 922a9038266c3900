package rtc.muc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RareWarningTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final RareWarning warning = new RareWarning(nanos::get);
    private final LogRecorder log = new LogRecorder();

    @Test
    void theFirstIsLoggedAndThenOneAMinuteWithTheNumberOfOthers() {
        warning.log(log, () -> "one");
        nanos.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
        warning.log(log, () -> "two");
        warning.log(log, () -> "three");
        nanos.incrementAndGet();
        warning.log(log, () -> "four");
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        warning.log(log, "five", new IllegalStateException("why"));

        assertThat(log.lines())
                .containsExactly(
                        "WARNING one",
                        "WARNING four; 2 more since the last time",
                        "ERROR five java.lang.IllegalStateException: why");
    }
}
