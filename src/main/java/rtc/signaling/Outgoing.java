package rtc.signaling;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the local peer says, in order, over one channel after the other: it joins with the latest status, tells each
 * status after that, talks to peers, and leaves.
 *
 * <p>It stands apart from the events of a {@link MucSignaling}, behind a lock of its own that is held no longer than
 * handing a text to the channel takes, so that a listener that blocks stops neither sending nor leaving.
 */
final class Outgoing {

    private final Consumer<? super SignalingException> failures;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final HeldTexts held;

    @GuardedBy("lock")
    private String status = "{}";

    @GuardedBy("lock")
    private @Nullable Channel channel;

    @GuardedBy("lock")
    private boolean joining;

    /** The channel once the join is answered. What goes to peers needs no lock then. */
    private volatile @Nullable Channel open;

    private volatile boolean ended;

    /**
     * @param held takes what is sent while there is no connection
     * @param failures is told when a channel does not take what is sent here without a future
     */
    Outgoing(HeldTexts held, Consumer<? super SignalingException> failures) {
        this.held = held;
        this.failures = failures;
    }

    void setStatus(String status) {
        synchronized (lock) {
            this.status = status;
            if (joining && channel != null) {
                tell(channel, Messages.status(status));
            }
        }
    }

    /** From now on there is this channel, though it is not connected yet; false if all is over. */
    boolean use(Channel fresh) {
        synchronized (lock) {
            channel = ended ? null : fresh;
            return !ended;
        }
    }

    /** The channel is connected. */
    void join() {
        synchronized (lock) {
            if (channel != null) {
                joining = true;
                tell(channel, Messages.join(status));
            }
        }
    }

    /** The server has answered the join, and these peers are there. */
    void joined(Set<String> peers) {
        synchronized (lock) {
            if (channel != null) {
                held.release(channel, peers);
                open = channel;
            }
        }
    }

    CompletableFuture<Void> send(String peer, String text) {
        var now = open;
        if (now != null) {
            return now.send(text);
        }
        synchronized (lock) {
            var meanwhile = open;
            if (meanwhile != null) {
                return meanwhile.send(text);
            }
            return ended ? CompletableFuture.failedFuture(SignalingException.closed()) : held.add(peer, text);
        }
    }

    /** The channel is of no use any more: it is closed, after a leave if it was joined. The next one may come. */
    void drop() {
        Channel dropped;
        synchronized (lock) {
            dropped = channel;
            if (dropped != null && joining) {
                var unused = dropped.send(Messages.LEAVE);
            }
            forget();
        }
        if (dropped != null) {
            dropped.close();
        }
    }

    /** The channel has ended, if it is still this one. The next one may come. */
    void lose(Channel gone) {
        synchronized (lock) {
            if (channel == gone) {
                forget();
            }
        }
    }

    /** Leaves the room, if it was joined, and ends the channel; the second time it does nothing. */
    void leave() {
        end();
        drop();
    }

    /** Nothing more is sent, and no other channel comes. */
    void end() {
        synchronized (lock) {
            ended = true;
            held.fail();
        }
    }

    boolean ended() {
        return ended;
    }

    @GuardedBy("lock")
    private void forget() {
        channel = null;
        joining = false;
        open = null;
    }

    private void tell(Channel to, String text) {
        var unused = to.send(text).exceptionally(failure -> {
            var why = SignalingException.of(failure);
            if (!why.code().equals(SignalingException.CLOSED)) {
                failures.accept(why);
            }
            return null;
        });
    }
}
