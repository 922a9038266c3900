package rtc.muc.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TurnsTest {

    private final List<String> done = new ArrayList<>();

    @Test
    void aTaskAddedByARunningTaskRunsAfterIt() {
        Turns turns = new Turns(bug -> done.add("failed"));
        turns.run(() -> {
            turns.run(() -> done.add("second"));
            done.add("first");
        });
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void aTaskThatThrowsDoesNotStopLaterTasks() {
        Turns turns = new Turns(bug -> done.add(String.valueOf(bug.getMessage())));
        turns.run(() -> {
            turns.run(() -> done.add("second"));
            throw new IllegalStateException("first");
        });
        turns.run(() -> {
            throw new StackOverflowError("third");
        });
        turns.run(() -> done.add("fourth"));
        assertThat(done).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void aThrowingFailureHandlerDoesNotStopLaterTasks() {
        Turns turns = new Turns(bug -> {
            throw new IllegalStateException("another", bug);
        });
        turns.run(() -> {
            throw new IllegalStateException("first");
        });
        turns.run(() -> done.add("second"));
        assertThat(done).containsExactly("second");
    }
}
