package rtc.muc.token;

import java.time.Duration;

/**
 * Which room tokens are good.
 *
 * @param secret signs them, by HS256; empty for none
 * @param publicKeyFile names a file of PEM public keys that they may be signed by, RSA by RS256, EC P-256 by ES256; empty
 *     for none
 * @param maxLifetime how far ahead their end may be; 0 for no limit
 * @param clockSkew how far the clock of whoever made them may be off
 */
public record TokenRules(String secret, String publicKeyFile, Duration maxLifetime, Duration clockSkew) {

    /** No tokens. */
    public static final TokenRules NONE = new TokenRules("", "", Duration.ofHours(12), Duration.ofSeconds(30));

    boolean areOn() {
        return !secret.isEmpty() || !publicKeyFile.isEmpty();
    }

    /** {@return what may stand in a log: without the secret} */
    @Override
    public String toString() {
        return areOn() ? "TokenRules" : "no TokenRules";
    }
}
