package rtc.muc.internal.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source of keys for tokens. Thread-safe. */
@FunctionalInterface
interface TokenKeys {

    /**
     * {@return the keys to try for a token} May block for a limited time.
     *
     * @param keyId the {@code kid} of the token; null if it has none
     * @throws KeysUnavailableException if the token may be signed by a key that cannot be fetched now
     */
    List<TokenKey> meantBy(@Nullable String keyId) throws KeysUnavailableException;
}
