package rtc.muc.internal.token;

import java.time.Duration;
import java.util.List;

/**
 * Which room tokens are good.
 *
 * @param keys who may sign them
 * @param claims what they must say
 */
public record TokenRules(Keys keys, Claims claims) {

    /** No tokens. */
    public static final TokenRules NONE = new TokenRules(Keys.NONE, Claims.DEFAULT);

    /**
     * Where the keys are that tokens may be signed by.
     *
     * @param secrets for HS256; the first signs the tokens of this application
     * @param secretFile names a file of further secrets, one a line; empty for none
     * @param publicKeyFiles name files of public keys, RSA for RS256, EC P-256 for ES256
     * @param jwks the address of a JSON Web Key Set with such public keys; empty for none
     */
    public record Keys(List<String> secrets, String secretFile, List<String> publicKeyFiles, String jwks) {

        static final Keys NONE = new Keys(List.of(), "", List.of(), "");

        /** Copies the lists. */
        public Keys {
            secrets = List.copyOf(secrets);
            publicKeyFiles = List.copyOf(publicKeyFiles);
        }

        /** {@return text that may stand in a log: without the secrets} */
        @Override
        public String toString() {
            return "Keys[secrets=" + secrets.size() + ", secretFile=" + secretFile + ", publicKeyFiles="
                    + publicKeyFiles + ", jwks=" + jwks + "]";
        }
    }

    /**
     * What a token must say.
     *
     * @param audiences it must be for one of these; empty for any or none
     * @param issuers it must be from one of these; empty for any or none
     * @param roomClaim the claim that holds the name of the room; empty if tokens name no room and are good for all
     * @param maxLifetime how far ahead its end may be; 0 for no limit
     * @param clockSkew how far the clock of whoever made it may be off
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

    boolean areOn() {
        return !keys.equals(Keys.NONE);
    }
}
