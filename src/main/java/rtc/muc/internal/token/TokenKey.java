package rtc.muc.internal.token;

import java.security.Key;
import org.jspecify.annotations.Nullable;

/**
 * A key that tokens may be signed by: a secret, or a public key that is RSA or EC.
 *
 * @param id the id that tokens name it by, {@code kid}; null if it has none
 */
record TokenKey(@Nullable String id, Key key) {

    /** {@return whether a token may mean this key} Keys without an id are tried for every token. */
    boolean isMeantBy(@Nullable String keyId) {
        return id == null || keyId == null || id.equals(keyId);
    }

    /** {@return text that may stand in a log} */
    @Override
    public String toString() {
        return key.getAlgorithm() + " key " + id;
    }
}
