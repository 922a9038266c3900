package rtc.signaling;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of the local peer, in order, over one channel after the other: the join with the latest status,
 * later statuses, messages to peers, and the leave.
 *
 * <p>It has a lock of its own, which it holds only to change its state and to pass texts to the channel. A listener
 * that blocks therefore stops neither sending nor leaving.
 */
final class Sender {

    /**
     * The number of characters that may wait for the next connection while the server keeps the place of this client.
     */
    static final int RESUMING_CAPACITY = 1 << 20;

    private enum Phase {
        IDLE,
        CONNECTING,
        JOINING,
        RESUMING,
        JOINED
    }

    private final int holding;
    private final boolean resumes;
    private final Consumer<? super SignalingException> failures;

    private final Object lock = new Object();
    private final ResumableDelivery delivery;

    @GuardedBy("lock")
    private final PendingMessages pending;

    @GuardedBy("lock")
    private Phase phase = Phase.IDLE;

    @GuardedBy("lock")
    private String status = "{}";

    /** The status that was sent with the join. */
    @GuardedBy("lock")
    private String joinedStatus = "{}";

    @GuardedBy("lock")
    private @Nullable Channel channel;

    /**
     * The channel after a join whose membership cannot be resumed; sending to peers then needs no lock. Null in all
     * other cases.
     */
    private volatile @Nullable Channel open;

    private volatile boolean ended;

    /**
     * @param holding the maximum number of characters that may wait for a connection that joins anew
     * @param resumes whether to ask for a membership that can be resumed
     * @param completions the executor that completes futures
     * @param failures is called when a channel rejects a text whose future is not returned to a caller
     */
    Sender(int holding, boolean resumes, Executor completions, Consumer<? super SignalingException> failures) {
        this.holding = holding;
        this.resumes = resumes;
        this.delivery = new ResumableDelivery(lock, completions);
        this.failures = failures;
        this.pending = new PendingMessages(completions);
    }

    void setStatus(String newStatus) {
        synchronized (lock) {
            status = newStatus;
            if (phase == Phase.JOINED || (phase == Phase.JOINING && !resumes)) {
                reportFailure(hand(Messages.status(newStatus)));
            } else if (phase != Phase.JOINING && delivery.keepsPlace() && !ended) {
                reportFailure(pending.add("", Messages.status(newStatus), RESUMING_CAPACITY));
            }
        }
    }

    /** Starts to use a channel that is not connected yet. Returns false if this sender has ended. */
    boolean use(Channel fresh) {
        synchronized (lock) {
            if (!ended) {
                channel = fresh;
                phase = Phase.CONNECTING;
            }
            return !ended;
        }
    }

    /**
     * The channel is connected: resumes the membership if possible, or joins.
     *
     * @return whether it has asked to resume
     */
    boolean begin() {
        synchronized (lock) {
            var resumption = delivery.resumption();
            if (resumption != null && channel != null) {
                phase = Phase.RESUMING;
                reportFailure(Channels.send(channel, resumption.request()));
                return true;
            }
        }
        join();
        return false;
    }

    void join() {
        synchronized (lock) {
            if (channel != null) {
                phase = Phase.JOINING;
                joinedStatus = status;
                reportFailure(Channels.send(channel, Messages.join(status, resumes)));
            }
        }
    }

    /**
     * The server has answered the join.
     *
     * @param offered the resumption that the server offers; null if the membership cannot be resumed
     * @param present whether a peer is in the room
     */
    void joined(@Nullable Resumption offered, Predicate<String> present) {
        synchronized (lock) {
            if (channel != null) {
                phase = Phase.JOINED;
                delivery.begin(offered);
                pending.release(this::hand, present);
                open = offered == null ? channel : null;
                if (resumes && !status.equals(joinedStatus)) {
                    reportFailure(hand(Messages.status(status)));
                }
            }
        }
    }

    /**
     * The server has answered the resume and reported how many messages it has received. Sends the messages that it has
     * not received, and then the messages that have waited.
     *
     * @return false if the number is impossible
     */
    boolean resumed(long received) {
        synchronized (lock) {
            if (channel == null || !delivery.confirm(received)) {
                return false;
            }
            phase = Phase.JOINED;
            delivery.sendAgain(channel);
            pending.release(this::hand, peer -> true);
            if (delivery.takeExpired()) {
                reportFailure(hand(Messages.status(status)));
            }
            return true;
        }
    }

    /**
     * The resumption window is over. Waiting messages fail unless messages are held for the next join. The next
     * connection still tries to resume: if the server noticed the lost connection late, a new join would leave the old
     * peer in the room as a ghost.
     */
    void expire() {
        synchronized (lock) {
            if (delivery.resumption() != null && phase != Phase.JOINED) {
                delivery.expire();
                if (holding == 0) {
                    pending.fail();
                }
            }
        }
    }

    /** The membership cannot be resumed any more. Waiting messages fail unless messages are held for the next join. */
    void giveUpResuming() {
        synchronized (lock) {
            delivery.giveUp(phase != Phase.JOINED);
            if (holding == 0) {
                pending.fail();
            }
        }
    }

    @Nullable
    Resumption resumption() {
        return delivery.resumption();
    }

    /** The server has confirmed how many messages it has received. */
    void confirmed(long received) {
        var unused = delivery.confirm(received);
    }

    /** A message of the server has arrived. */
    void received(String type) {
        delivery.received(type);
    }

    /** Asks the server how many messages it has received, if any are unconfirmed. */
    void askForConfirmation() {
        synchronized (lock) {
            if (phase == Phase.JOINED && channel != null && delivery.waitsForConfirmation()) {
                reportFailure(Channels.send(channel, Messages.PING));
            }
        }
    }

    /** @param peer the recipient, empty for the server */
    CompletableFuture<Void> send(String peer, String text) {
        var now = open;
        if (now != null) {
            return Channels.send(now, text);
        }
        synchronized (lock) {
            if (ended) {
                return CompletableFuture.failedFuture(SignalingException.closed());
            }
            if (phase == Phase.JOINED) {
                return hand(text);
            }
            return pending.add(peer, text, delivery.keepsPlace() ? Math.max(holding, RESUMING_CAPACITY) : holding);
        }
    }

    /**
     * Closes the channel, after sending a leave if a join was sent or the sender has ended while resuming. Another
     * channel may follow.
     */
    void drop() {
        Channel dropped;
        synchronized (lock) {
            dropped = channel;
            if (dropped != null && phase != Phase.CONNECTING && (phase != Phase.RESUMING || ended)) {
                var unused = Channels.send(dropped, Messages.LEAVE);
            }
            forget();
        }
        if (dropped != null) {
            Channels.close(dropped);
        }
    }

    /** A channel has ended: stops using it if it is the current one. Another channel may follow. */
    void lose(Channel gone) {
        synchronized (lock) {
            if (channel == gone) {
                forget();
            }
        }
    }

    /** Ends this sender: leaves the room if necessary, and closes the channel. Further calls do nothing. */
    void leave() {
        end();
        drop();
    }

    /** No other channel follows: gives up resuming, and fails the waiting messages. */
    void end() {
        synchronized (lock) {
            ended = true;
            giveUpResuming();
            pending.fail();
        }
    }

    boolean ended() {
        return ended;
    }

    @GuardedBy("lock")
    private void forget() {
        channel = null;
        phase = Phase.IDLE;
        open = null;
    }

    private CompletableFuture<Void> hand(String text) {
        synchronized (lock) {
            var now = Objects.requireNonNull(channel);
            if (delivery.isFull()) {
                giveUpResuming();
            }
            return delivery.hand(now, text);
        }
    }

    private void reportFailure(CompletableFuture<Void> sent) {
        var unused = sent.exceptionally(failure -> {
            var why = SignalingException.of(failure);
            if (!why.code().equals(SignalingException.CLOSED)) {
                failures.accept(why);
            }
            return null;
        });
    }
}
