package rtc.signaling.tyrus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rtc.signaling.ManualTimer;

class BoundedWriterTest {

    private final ManualTimer time = new ManualTimer();
    private final List<String> wire = new ArrayList<>();
    private final TyrusQueue tyrus = new TyrusQueue();
    private final BoundedWriter writer =
            new BoundedWriter(tyrus, () -> wire.add("overflow"), () -> wire.add("socket closed"), time::after);

    @Test
    void aCloseLeftInTheTyrusQueueIsContinued() {
        write("close frame");
        tyrus.whileItFindsTheQueueEmpty(writer::close);
        assertThat(wire).containsExactly("close frame");
        time.pass(StallGuard.PATIENCE);
        assertThat(wire).containsExactly("close frame", "", "", "closed");
    }

    @Test
    void aCloseFrameAndCloseLeftInTheTyrusQueueAreContinued() {
        tyrus.whileItFindsTheQueueEmpty(() -> {
            write("close frame");
            writer.close();
        });
        assertThat(wire).isEmpty();
        time.pass(StallGuard.PATIENCE);
        assertThat(wire).containsExactly("close frame", "", "", "closed");
    }

    @Test
    void aWriteLeftInTheTyrusQueueIsContinued() {
        tyrus.whileItFindsTheQueueEmpty(() -> write("pong"));
        assertThat(wire).isEmpty();
        time.pass(StallGuard.PATIENCE);
        assertThat(wire).containsExactly("pong", "");
        time.pass(StallGuard.PATIENCE.multipliedBy(2));
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void aCompletedCloseIsNotNudged() {
        writer.close();
        assertThat(wire).containsExactly("", "closed");
        time.pass(BoundedWriter.CLOSE_LIMIT.minusNanos(1));
        assertThat(wire).containsExactly("", "closed");
    }

    @Test
    void theSocketIsClosedWhenTheOtherSideHasStoppedReading() {
        tyrus.stuck = true;
        write("text");
        writer.close();
        time.pass(BoundedWriter.CLOSE_LIMIT.minusNanos(1));
        assertThat(wire).isEmpty();
        time.pass(BoundedWriter.CLOSE_LIMIT);
        assertThat(wire).containsExactly("socket closed");
        time.pass(BoundedWriter.CLOSE_LIMIT.multipliedBy(2));
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void tooManyWaitingWritesEndTheConnectionOnce() {
        tyrus.stuck = true;
        for (int i = 0; i < BoundedWriter.MOST_WAITING; i++) {
            write("pong");
        }
        assertThat(wire).isEmpty();
        writer.write(ByteBuffer.allocate(0), new CompletionHandler<>() {
            @Override
            public void failed(Throwable failure) {
                wire.add("failed");
            }
        });
        assertThat(wire).containsExactly("overflow", "failed");
    }

    @Test
    void aWriteRefusedByTyrusIsNotCountedAsWaiting() {
        tyrus.refusing = true;
        assertThatThrownBy(() -> write("text")).isInstanceOf(IllegalStateException.class);
        assertThat(time.isIdle()).isTrue();
        writer.close();
        assertThat(wire).containsExactly("socket closed");
    }

    private void write(String text) {
        writer.write(UTF_8.encode(text), null);
    }

    /** Works like the queue of Tyrus, including the race in which a task remains in the queue. */
    private final class TyrusQueue extends Writer {

        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private boolean flag;
        private boolean stuck;
        private boolean refusing;

        /** Runs an action after one thread has found the queue empty, and before that thread clears the flag. */
        void whileItFindsTheQueueEmpty(Runnable action) {
            flag = true;
            action.run();
            flag = false;
        }

        @Override
        public void write(ByteBuffer buffer, @Nullable CompletionHandler<ByteBuffer> handler) {
            if (refusing) {
                throw new IllegalStateException("shut down");
            }
            add(() -> {
                wire.add(UTF_8.decode(buffer).toString());
                if (handler != null) {
                    handler.completed(buffer);
                }
            });
        }

        @Override
        public void close() {
            add(() -> wire.add("closed"));
        }

        private void add(Runnable task) {
            tasks.add(task);
            if (flag || stuck) {
                return;
            }
            flag = true;
            for (var next = tasks.poll(); next != null; next = tasks.poll()) {
                next.run();
            }
            flag = false;
        }
    }
}
