package rtc.muc.internal.handshake;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a refused handshake.
 *
 * @param status the HTTP status, 400 or above
 * @param phrase the reason: fixed English words without any input of the client
 * @param retryAfter when to try again; null if that makes no sense; sent in whole seconds
 */
public record Refusal(int status, String phrase, @Nullable Duration retryAfter) {

    /** A refusal that trying again does not change. */
    public Refusal(int status, String phrase) {
        this(status, phrase, null);
    }
}
