package rtc.signaling;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the local peer says, in order, over one channel after the other: it joins with the latest status, sends
 * each later status, talks to peers, and leaves.
 *
 * <p>It has a lock of its own, which is held only while a text is handed to the channel. So a listener that blocks stops
 * neither sending nor leaving.
 */
final class Sender {

    /** While a place is kept for a client that resumes, so many characters may wait for the next connection. */
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

    /** What the server received with the join. */
    @GuardedBy("lock")
    private String joinedStatus = "{}";

    @GuardedBy("lock")
    private @Nullable Channel channel;

    /** The channel after a join that cannot be resumed. Sending to peers needs no lock then. */
    private volatile @Nullable Channel open;

    private volatile boolean ended;

    /**
     * @param holding the most characters that may wait for a connection that joins anew
     * @param resumes whether to ask for a membership that outlives its connection
     * @param completions completes futures
     * @param failures is called when a channel rejects a text whose future no caller holds
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

    /** Uses a channel that is not connected yet; false if the end has come. */
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
     * The channel is connected: joins, or resumes where that is possible.
     *
     * @return whether it resumes
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
     * @param offered what makes the membership resumable; null if it is not
     * @param present whether a peer is there
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
     * The server has answered the resume, and has received so many messages before. Sends it the others, and those that
     * have waited.
     *
     * @return false if that number is impossible
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
     * The time is over for which the server keeps the place. What waits fails, unless it is to be held. The place is
     * asked for all the same: if the server noticed the lost connection late, a new join would leave a ghost.
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

    /** The membership cannot be resumed, or no longer. What waits is kept only for a client that wants it held. */
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

    /** Asks the server how much it has received, if something is unconfirmed. */
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

    /** Closes the channel, after a leave if it was joined. Another one may follow. */
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

    /** The channel has ended, if it is still this one. Another one may follow. */
    void lose(Channel gone) {
        synchronized (lock) {
            if (channel == gone) {
                forget();
            }
        }
    }

    /** Leaves the room, if it was joined, and closes the channel. Does nothing the second time. */
    void leave() {
        end();
        drop();
    }

    /** Nothing more is sent, and no other channel follows. */
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
