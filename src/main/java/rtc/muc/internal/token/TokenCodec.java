package rtc.muc.internal.token;

/** Writes and reads signed tokens. Thread-safe. */
interface TokenCodec {

    /**
     * Writes and signs a token.
     *
     * @throws IllegalStateException if there is no secret to sign with
     */
    String write(TokenClaims grant);

    /**
     * Reads a token and checks its signature, audience and issuer, but not its times. May block for a limited time.
     *
     * @throws InvalidTokenException if the token is malformed, not signed by a known key, incomplete, for another
     *     audience, or from another issuer
     * @throws KeysUnavailableException if the keys are unavailable
     */
    TokenClaims read(String token) throws InvalidTokenException, KeysUnavailableException;
}
