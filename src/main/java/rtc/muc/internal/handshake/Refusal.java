package rtc.muc.internal.handshake;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a handshake that is not let pass.
 *
 * @param status the HTTP status, 400 or above
 * @param phrase says why: fixed English words, with nothing in it that came from the client
 * @param retryAfter when it makes sense to try again, null when it does not; sent in whole seconds
 */
public record Refusal(int status, String phrase, @Nullable Duration retryAfter) {

    /** Refuses for good. */
    public Refusal(int status, String phrase) {
        this(status, phrase, null);
    }
}
