package rtc.muc.internal.token;

/** Writes and reads tokens, which nobody else can write. For any number of threads. */
interface TokenCodec {

    /**
     * Writes and signs a token.
     *
     * @throws IllegalStateException if there is no secret to sign with
     */
    String write(TokenClaims grant);

    /**
     * Reads a token whose signature is right, and whose audience and issuer are among those that are set. Its times are
     * not looked at. May block for a limited time.
     *
     * @throws InvalidTokenException if it is no token, is signed by nobody whom we know, or lacks something
     * @throws KeysUnavailableException if the keys are not at hand
     */
    TokenClaims read(String token) throws InvalidTokenException, KeysUnavailableException;
}
