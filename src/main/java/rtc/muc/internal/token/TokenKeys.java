package rtc.muc.internal.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some of the keys that tokens may be signed by. For any number of threads. */
@FunctionalInterface
interface TokenKeys {

    /**
     * {@return the keys that a token may be signed by} May block for a limited time.
     *
     * @param keyId the id of the key that the token names, null if it names none
     * @throws KeysUnavailableException if the key could be one that cannot be fetched at the moment
     */
    List<TokenKey> meantBy(@Nullable String keyId) throws KeysUnavailableException;
}
