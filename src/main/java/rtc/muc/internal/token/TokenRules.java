package rtc.muc.internal.token;

import java.time.Duration;
import java.util.List;

/**
 * The rules for room tokens.
 *
 * @param keys the accepted keys
 * @param claims the required claims
 */
public record TokenRules(Keys keys, Claims claims) {

    /** Rules without keys: tokens are not checked. */
    public static final TokenRules NONE = new TokenRules(Keys.NONE, Claims.DEFAULT);

    /**
     * The sources of keys for tokens.
     *
     * @param secrets the secrets for HS256; the first one signs the tokens of this application
     *
     * @param secretFile a file of further secrets, one per line; empty for none
     *
     * @param publicKeyFiles files of public keys: RSA for RS256, EC P-256 for ES256
     *
     * @param jwks the address of a JSON Web Key Set with such public keys; empty for none
     */
    public record Keys(List<String> secrets, String secretFile, List<String> publicKeyFiles, String jwks) {

        static final Keys NONE = new Keys(List.of(), "", List.of(), "");

        /** Copies the lists. */
        public Keys {
            secrets = List.copyOf(secrets);
            publicKeyFiles = List.copyOf(publicKeyFiles);
        }

        /** {@return text that may be logged, without the secrets} */
        @Override
        public String toString() {
            return "Keys[secrets=" + secrets.size() + ", secretFile=" + secretFile + ", publicKeyFiles="
                    + publicKeyFiles + ", jwks=" + jwks + "]";
        }
    }

    /**
     * The required claims of a token.
     *
     * @param audiences the accepted audiences; empty to accept tokens with any audience or without one
     *
     * @param issuers the accepted issuers; empty to accept tokens with any issuer or without one
     *
     * @param roomClaim the claim with the name of the room; empty if tokens are valid for all rooms
     *
     * @param maxLifetime the maximum remaining lifetime; 0 for no limit
     *
     * @param clockSkew the tolerated deviation of the issuer's clock
     */
    public record Claims(
            List<String> audiences, List<String> issuers, String roomClaim, Duration maxLifetime, Duration clockSkew) {

        static final Claims DEFAULT =
                new Claims(List.of(), List.of(), "room", Duration.ofHours(12), Duration.ofSeconds(30));

        /** Copies the lists. */
        public Claims {
            audiences = List.copyOf(audiences);
            issuers = List.copyOf(issuers);
        }
    }

    /** {@return whether tokens are checked} */
    public boolean areOn() {
        return !keys.equals(Keys.NONE);
    }
}
