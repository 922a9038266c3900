package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StallGuardTest {

    private final Queue<Consumer<@Nullable Throwable>> under = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final ManualTimer time = new ManualTimer();
    private int nudges;
    private final StallGuard wire = new StallGuard((text, end) -> under.add(end), () -> nudges++, time);

    @Test
    void aWriteThatTakesLongIsNudgedAgainAndAgainAndEverMoreSeldom() {
        send("a");
        time.pass(StallGuard.PATIENCE.minusNanos(1));
        assertThat(nudges).isZero();
        time.pass(StallGuard.PATIENCE);
        assertThat(nudges).isEqualTo(1);
        time.pass(StallGuard.PATIENCE);
        assertThat(nudges).isEqualTo(1);
        time.pass(StallGuard.PATIENCE);
        assertThat(nudges).isEqualTo(2);

        end();
        time.pass(StallGuard.PATIENCE.multipliedBy(4));
        assertThat(nudges).isEqualTo(2);
        assertThat(done).containsExactly("a");
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void quickWritesAreNotNudgedHoweverManyThereAre() {
        for (int i = 0; i < 100; i++) {
            send("quick");
            time.pass(StallGuard.PATIENCE.dividedBy(2));
            end();
        }
        time.pass(StallGuard.PATIENCE);
        assertThat(nudges).isZero();
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void aWriteThatIsDoneAtOnceIsNotWatched() {
        var quick = new StallGuard((text, end) -> end.accept(null), () -> nudges++, time);
        quick.send("a", failure -> done.add("a"));
        assertThat(done).containsExactly("a");
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void aWriteAfterAPauseIsWatchedAgain() {
        send("a");
        end();
        time.pass(StallGuard.PATIENCE);
        send("b");
        time.pass(StallGuard.PATIENCE);
        assertThat(nudges).isEqualTo(1);
    }

    @Test
    void theWatchEndsWithTheConnection() {
        send("a");
        wire.end();
        time.pass(StallGuard.PATIENCE);
        assertThat(nudges).isZero();
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void aWriteThatTheWireRefusesIsNotWatched() {
        var closed = new StallGuard(
                (text, end) -> {
                    throw new IllegalStateException("closed");
                },
                () -> nudges++,
                time);
        assertThatThrownBy(() -> closed.send("a", failure -> done.add("a"))).isInstanceOf(IllegalStateException.class);
        assertThat(time.isIdle()).isTrue();
    }

    private void send(String text) {
        wire.send(text, failure -> done.add(text));
    }

    private void end() {
        under.remove().accept(null);
    }
}
