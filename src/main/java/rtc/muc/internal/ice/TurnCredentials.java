package rtc.muc.internal.ice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A user name and a password for a TURN server, as "A REST API For Access To TURN Services" defines them
 * (draft-uberti-behave-turn-rest-00), which coturn implements as {@code use-auth-secret}.
 *
 * @param username the expiry in seconds since 1970, a colon, and the id of the client
 * @param password the HMAC-SHA1 of the user name, in Base64
 */
record TurnCredentials(String username, String password) {

    private static final String MAC = "HmacSHA1";

    /**
     * Makes credentials.
     *
     * @param secret the secret that is shared with the TURN server
     * @param expiry seconds since 1970
     * @param id the id of the client
     */
    static TurnCredentials of(String secret, long expiry, String id) {
        String username = expiry + ":" + id;
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), MAC));
            return new TurnCredentials(
                    username, Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(UTF_8))));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("The JDK has no " + MAC, impossible);
        }
    }

    /** {@return text that may be logged} */
    @Override
    public String toString() {
        return "TurnCredentials";
    }
}
