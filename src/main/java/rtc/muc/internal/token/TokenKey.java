package rtc.muc.internal.token;

import java.security.Key;
import org.jspecify.annotations.Nullable;

/**
 * A key for tokens: a secret, or an RSA or EC public key.
 *
 * @param id the {@code kid} of the key; null if it has none
 */
record TokenKey(@Nullable String id, Key key) {

    /**
     * {@return whether a token with this {@code kid} may be signed by this key} A key without an id is tried for every
     * token, and every key is tried for a token without a {@code kid}.
     */
    boolean isMeantBy(@Nullable String keyId) {
        return id == null || keyId == null || id.equals(keyId);
    }

    /** {@return text that may be logged} */
    @Override
    public String toString() {
        return key.getAlgorithm() + " key " + id;
    }
}
