package rtc.muc.internal.handshake;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a refused handshake.
 *
 * @param status the HTTP status, 400 or above
 * @param phrase the reason: fixed English words without any input of the client
 * @param retryAfter how long the client should wait before it tries again; null if that is pointless; sent in whole
 *     seconds
 */
public record Refusal(int status, String phrase, @Nullable Duration retryAfter) {

    /** Creates a refusal without a time after which the client should try again. */
    public Refusal(int status, String phrase) {
        this(status, phrase, null);
    }
}
