package rtc.muc.internal.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LimitedLogTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final LimitedLogs logs = new LimitedLogs(nanos::get);
    private final LogRecorder recorder = new LogRecorder();
    private final LimitedLog log = logs.of(recorder, Level.INFO);

    @Test
    void oneLineASecondIsLoggedWithTheNumberOfOmittedOnes() {
        log.log(() -> "one");
        nanos.addAndGet(SECOND - 1);
        log.log(() -> "two");
        log.log(() -> "three");
        nanos.incrementAndGet();
        log.log(() -> "four");
        nanos.addAndGet(2 * SECOND);
        log.log(() -> "five", new IllegalStateException("why"));

        assertThat(recorder.lines())
                .containsExactly(
                        "INFO one",
                        "INFO four (2 more lines of this kind were omitted)",
                        "INFO five java.lang.IllegalStateException: why");
    }

    @Test
    void theNumberOfOmittedLinesIsLoggedEvenIfNoLineFollows() {
        log.log(() -> "one");
        for (int i = 0; i < 500; i++) {
            log.log(() -> "another");
        }
        nanos.addAndGet(SECOND);
        logs.sweep();
        assertThat(recorder.lines()).containsExactly("INFO one");

        nanos.addAndGet(SECOND);
        logs.sweep();
        logs.sweep();
        nanos.addAndGet(SECOND);
        logs.sweep();
        assertThat(recorder.lines()).containsExactly("INFO one", "INFO one (500 more lines of this kind were omitted)");
    }

    @Test
    void theNewestLineOfASteadyStreamIsLogged() {
        log.log(() -> "first");
        for (int tenth = 0; tenth < 30; tenth++) {
            nanos.addAndGet(SECOND / 10);
            logs.sweep();
            log.log(() -> "later");
        }

        assertThat(recorder.lines())
                .containsExactly(
                        "INFO first",
                        "INFO later (9 more lines of this kind were omitted)",
                        "INFO later (9 more lines of this kind were omitted)",
                        "INFO later (9 more lines of this kind were omitted)");
    }

    @Test
    void eachKindOfLineHasItsOwnLimit() {
        LimitedLog other = logs.of(recorder, Level.DEBUG);
        log.log(() -> "one");
        other.log(() -> "two");

        assertThat(recorder.lines()).containsExactly("INFO one", "DEBUG two");
    }

    @Test
    void omittedMessagesAreNotCreated() {
        AtomicInteger made = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            log.log(() -> "line " + made.incrementAndGet());
        }

        assertThat(made).hasValue(1);
    }
}
