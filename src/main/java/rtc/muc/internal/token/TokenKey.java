package rtc.muc.internal.token;

import java.security.Key;
import org.jspecify.annotations.Nullable;

/**
 * A key for tokens: a secret, or an RSA or EC public key.
 *
 * @param id its {@code kid}; null if it has none
 */
record TokenKey(@Nullable String id, Key key) {

    /** {@return whether a token may be signed by this key} Keys without an id are tried for every token. */
    boolean isMeantBy(@Nullable String keyId) {
        return id == null || keyId == null || id.equals(keyId);
    }

    /** {@return text that may be logged} */
    @Override
    public String toString() {
        return key.getAlgorithm() + " key " + id;
    }
}
