package rtc.signaling;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Passes texts to channels. While the membership can be resumed, each text is retained until the server has confirmed
 * it. The texts that the server has not received are sent again over the next channel.
 *
 * <p>It has no lock of its own but uses the lock of its {@link Sender}.
 */
final class ResumableDelivery {

    /** If more characters are unconfirmed, the client gives up resuming and continues to send. */
    private static final long MAX_UNCONFIRMED_CHARS = 16 << 20;

    private final Object lock;
    private final Executor completions;

    @GuardedBy("lock")
    private @Nullable Resumption resumption;

    /** Whether the resumption window is over, so the server has probably given up the place. */
    @GuardedBy("lock")
    private boolean expired;

    /** @param completions the executor that completes futures */
    ResumableDelivery(Object lock, Executor completions) {
        this.lock = lock;
        this.completions = completions;
    }

    /**
     * A membership begins.
     *
     * @param offered the resumption that the server offers; null if the membership cannot be resumed
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

    /** Whether the server probably still keeps the place. */
    boolean keepsPlace() {
        synchronized (lock) {
            return resumption != null && !expired;
        }
    }

    /** Whether so many characters are unconfirmed that resuming must be given up before the next text. */
    boolean isFull() {
        synchronized (lock) {
            return resumption != null && resumption.chars() > MAX_UNCONFIRMED_CHARS;
        }
    }

    /** Passes a text to the channel, and retains it if it may have to be sent again. */
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

    /** The server has reported how many messages it has received. Returns false if the number is impossible. */
    boolean confirm(long received) {
        synchronized (lock) {
            return resumption != null && resumption.confirm(received, this::complete);
        }
    }

    /** The membership continues over another channel: sends again the texts that the server has not received. */
    void sendAgain(Channel channel) {
        synchronized (lock) {
            if (resumption != null) {
                resumption.forgetAbandoned();
                resumption.unconfirmed().forEach(message -> handAgain(channel, message));
            }
        }
    }

    /** Clears the expired flag, and returns whether it was set. */
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

    /** Whether any text is unconfirmed. */
    boolean waitsForConfirmation() {
        synchronized (lock) {
            return resumption != null && !resumption.isConfirmed();
        }
    }

    /** The resumption window is over: fails the retained texts whose futures are not complete. */
    void expire() {
        synchronized (lock) {
            if (resumption != null) {
                expired = true;
                resumption.abandon(this::fail);
            }
        }
    }

    /**
     * The membership cannot be resumed any more.
     *
     * @param fails whether to fail the retained texts whose futures are not complete
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

    /**
     * Completes the future of a text when the channel has sent it. If the channel fails and the membership can be
     * resumed, the future remains incomplete, because the text is sent again over the next channel.
     */
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
