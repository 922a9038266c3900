package rtc.signaling;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What the local peer says, in order: it joins with the latest status, tells each status after that, and leaves.
 *
 * <p>It stands apart from the events of a {@link MucSignaling}, behind a lock of its own that is held no longer than
 * handing a text to the channel takes, so that a listener that blocks stops neither sending nor leaving.
 */
final class Outgoing {

    private final Channel channel;
    private final Consumer<? super SignalingException> failures;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private String status = "{}";

    @GuardedBy("lock")
    private boolean joined;

    private volatile boolean ended;

    /** @param failures is told when the channel does not take what is sent here without a future */
    Outgoing(Channel channel, Consumer<? super SignalingException> failures) {
        this.channel = channel;
        this.failures = failures;
    }

    void setStatus(String status) {
        synchronized (lock) {
            this.status = status;
            if (joined && !ended) {
                tell(Messages.status(status));
            }
        }
    }

    void join() {
        synchronized (lock) {
            if (!ended) {
                joined = true;
                tell(Messages.join(status));
            }
        }
    }

    CompletableFuture<Void> send(String text) {
        return ended ? CompletableFuture.failedFuture(SignalingException.closed()) : channel.send(text);
    }

    /** Leaves the room, if it was joined, and ends the channel; the second time it does nothing. */
    void leave() {
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            if (joined) {
                var unused = channel.send(Messages.LEAVE);
            }
        }
        channel.close();
    }

    /** The channel has ended: nothing more is sent. */
    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    private void tell(String text) {
        var unused = channel.send(text).exceptionally(failure -> {
            failures.accept(SignalingException.of(failure));
            return null;
        });
    }
}
