package rtc.signaling;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Hands texts to channels. While the membership can be resumed, it keeps each text until the server has confirmed it. The
 * next channel gets the texts that the server has not received.
 *
 * <p>It has no lock of its own, but uses that of its {@link Sender}.
 */
final class ResumableDelivery {

    /** When more than this is unconfirmed, the client gives up resuming and keeps on sending. */
    private static final long MAX_UNCONFIRMED_CHARS = 16 << 20;

    private final Object lock;
    private final Executor completions;

    @GuardedBy("lock")
    private @Nullable Resumption resumption;

    /** Whether the server has probably given up the place that {@link #resumption} asks for. */
    @GuardedBy("lock")
    private boolean expired;

    /** @param completions completes futures */
    ResumableDelivery(Object lock, Executor completions) {
        this.lock = lock;
        this.completions = completions;
    }

    /**
     * A membership begins.
     *
     * @param offered what makes it resumable; null if it is not
     */
    void begin(@Nullable Resumption offered) {
        synchronized (lock) {
            resumption = offered;
            expired = false;
        }
    }

    @Nullable
    Resumption resumption() {
        synchronized (lock) {
            return resumption;
        }
    }

    /** Whether the server probably keeps the place. */
    boolean keepsPlace() {
        synchronized (lock) {
            return resumption != null && !expired;
        }
    }

    /** Whether so much is unconfirmed that resuming must be given up before the next text. */
    boolean isFull() {
        synchronized (lock) {
            return resumption != null && resumption.chars() > MAX_UNCONFIRMED_CHARS;
        }
    }

    /** Hands a text to the channel, and keeps it if it may have to be sent again. */
    CompletableFuture<Void> hand(Channel channel, String text) {
        synchronized (lock) {
            if (resumption == null) {
                return Channels.send(channel, text);
            }
            var result = resumption.keep(text);
            complete(Channels.send(channel, text), result);
            return result;
        }
    }

    /** The server has received so many messages; false if that number is impossible. */
    boolean confirm(long received) {
        synchronized (lock) {
            return resumption != null && resumption.confirm(received, this::complete);
        }
    }

    /** The membership goes on over another channel, which gets what the server has not received. */
    void sendAgain(Channel channel) {
        synchronized (lock) {
            if (resumption != null) {
                resumption.forgetAbandoned();
                resumption.unconfirmed().forEach(message -> handAgain(channel, message));
            }
        }
    }

    /** Whether the membership goes on though it had expired; no longer so afterwards. */
    boolean takeExpired() {
        synchronized (lock) {
            boolean late = expired;
            expired = false;
            return late;
        }
    }

    /** A message of the server has arrived. */
    void received(String type) {
        synchronized (lock) {
            if (resumption != null) {
                resumption.received(type);
            }
        }
    }

    /** Whether something is unconfirmed. */
    boolean waitsForConfirmation() {
        synchronized (lock) {
            return resumption != null && !resumption.isConfirmed();
        }
    }

    /** The time is over for which the server keeps the place. What was sent and is unconfirmed fails. */
    void expire() {
        synchronized (lock) {
            if (resumption != null) {
                expired = true;
                resumption.abandon(this::fail);
            }
        }
    }

    /**
     * The membership cannot be resumed, or no longer.
     *
     * @param fails whether what is unconfirmed fails
     */
    void giveUp(boolean fails) {
        synchronized (lock) {
            if (resumption != null && fails) {
                resumption.unconfirmed().forEach(this::fail);
            }
            resumption = null;
            expired = false;
        }
    }

    private void handAgain(Channel channel, Resumption.Kept message) {
        complete(Channels.send(channel, message.text()), message.result());
    }

    /** If the channel fails, the text is sent again over the next one. */
    private void complete(CompletableFuture<Void> sent, CompletableFuture<Void> result) {
        var unused = sent.whenCompleteAsync(
                (nothing, failure) -> {
                    if (failure == null) {
                        result.complete(null);
                    } else if (resumption() == null) {
                        result.completeExceptionally(SignalingException.of(failure));
                    }
                },
                completions);
    }

    private void complete(Resumption.Kept message) {
        completions.execute(() -> message.result().complete(null));
    }

    private void fail(Resumption.Kept message) {
        completions.execute(() -> message.result().completeExceptionally(SignalingException.closed()));
    }
}
